using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>What an application can switch off when it is published, so that the trimmer removes it.</summary>
internal static class CommandFeatures
{
    /// <summary>The switch's name, in the project file and in <see cref="AppContext"/>.</summary>
    public const string ReflectedCommandsSwitch = "Liaison.ReflectedCommands";

    /// <summary>The name of the switch of <see cref="GeneratedCommands"/>.</summary>
    public const string GeneratedCommandsSwitch = "Liaison.GeneratedCommands";

    /// <summary>
    /// Whether methods of classes are called by generated code where there is any. The default is true; false calls them by reflection, to
    /// tell what generated code does differently.
    /// </summary>
    public static bool GeneratedCommands => !AppContext.TryGetSwitch(GeneratedCommandsSwitch, out var isEnabled) || isEnabled;

    /// <summary>
    /// Whether methods are called that nothing was generated for: commands of classes that were compiled without the generator, and
    /// whatever <c>run</c> and its like reach by name. The default is true.
    /// </summary>
    [FeatureSwitchDefinition(ReflectedCommandsSwitch)]
    public static bool ReflectedCommands => !AppContext.TryGetSwitch(ReflectedCommandsSwitch, out var isEnabled) || isEnabled;
}
