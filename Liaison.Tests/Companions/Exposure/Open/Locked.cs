using Liaison.Companions;

namespace Liaison.Tests.Companions.Exposure.Open;

/// <summary>A public type of an exposed namespace that the host hides, with everything inside of it.</summary>
[Hidden]
public class Locked
{
    public static string Password { get; set; } = "password";

    public string Content => Trap.Spring("content");

    public static string Unlock() => Trap.Spring("unlocked");

    public class Box
    {
        public static string Coins => Trap.Spring("coins");

        public class Purse
        {
            public static string Count() => Trap.Spring("count");
        }
    }
}
