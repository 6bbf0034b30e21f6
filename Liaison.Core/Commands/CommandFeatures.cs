using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>Switches that an application can turn off when it is published, so that the trimmer removes the code behind them.</summary>
internal static class CommandFeatures
{
    /// <summary>The switch's name, in the project file and in <see cref="AppContext"/>.</summary>
    public const string ReflectedCommandsSwitch = "Liaison.ReflectedCommands";

    /// <summary>The name of the switch of <see cref="GeneratedCommands"/>.</summary>
    public const string GeneratedCommandsSwitch = "Liaison.GeneratedCommands";

    /// <summary>Whether generated code calls the methods of classes, if there is any. The default is true.</summary>
    /// <remarks>False calls the methods by reflection, to find differences between the two ways.</remarks>
    public static bool GeneratedCommands => !AppContext.TryGetSwitch(GeneratedCommandsSwitch, out var isEnabled) || isEnabled;

    /// <summary>
    /// Whether reflection may call methods without generated code: commands of classes that were compiled without the generator, and
    /// methods that <c>run</c> and similar commands find by name. The default is true.
    /// </summary>
    [FeatureSwitchDefinition(ReflectedCommandsSwitch)]
    public static bool ReflectedCommands => !AppContext.TryGetSwitch(ReflectedCommandsSwitch, out var isEnabled) || isEnabled;
}
