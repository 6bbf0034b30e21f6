using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/lanes.md: each region is one of its blocks, and the tests run them.</summary>
internal static class LanesGuide
{
    #region commands
    public sealed class Studio
    {
        [Command("save", Lane = "disk")]
        public string Save(string path) => $"saved {path}";

        [Command("render", Lane = Lane.PerTarget)]
        public string Render(Scene scene) => $"rendered {scene.Name}";

        [Command("version", Lane = Lane.Concurrent)]
        public string Version() => "1.0";

        [Command("rename")]
        public string Rename(string name) => $"renamed {name}";
    }
    #endregion

    public static Companion Create()
    {
        var companion = new Companion().Add("intro", new Scene("intro"));
        companion.Commands.AddFrom(new Studio());
        #region the library's own
        companion.Commands.SetLane("run", Lane.PerTarget);
        #endregion
        return companion;
    }

    public sealed record Scene(string Name);
}
