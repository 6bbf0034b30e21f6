using Liaison.Companions;
using Liaison.Tests.Companions.Exposure.Open;

namespace Liaison.Tests.Companions.Exposure;

/// <summary>The policies short of exposing everything, each over a namespace that holds a <see cref="Desk"/>.</summary>
internal static class Policies
{
    public const string Nothing = "nothing exposed";
    public const string OneType = "one type exposed";
    public const string BasicTypes = "a type and the basic types exposed";
    public const string Namespace = "a namespace exposed";
    public const string Assembly = "an assembly exposed";
    public const string HostObject = "an object of the host's added";

    public static IReadOnlyList<string> All { get; } = [Nothing, OneType, BasicTypes, Namespace, Assembly, HostObject];

    public static EchoCompanion Create(string policy)
    {
        var companion = new EchoCompanion();
        var desk = new Desk();
        companion.Namespace.Put("desk", desk);
        switch (policy)
        {
            case OneType:
                companion.Expose<Desk>();
                break;
            case BasicTypes:
                companion.Expose<Desk>().ExposeBasicTypes();
                break;
            case Namespace:
                companion.ExposeNamespace(typeof(Desk).Namespace!, typeof(Desk).Assembly);
                break;
            case Assembly:
                companion.ExposeAssembly(typeof(Desk).Assembly);
                break;
            case HostObject:
                companion.Add("desk", desk);
                break;
        }

        return companion;
    }
}
