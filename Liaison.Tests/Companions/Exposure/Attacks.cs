namespace Liaison.Tests.Companions.Exposure;

/// <summary>Targets that try to get out of what is exposed.</summary>
internal static class Attacks
{
    /// <summary>Those that no policy lets through.</summary>
    public static IEnumerable<string> All => [.. Types, .. Walks, .. Members, .. Spellings, .. Own];

    /// <summary>Those to public members of a public type that only its assembly's exposure reaches.</summary>
    public static IReadOnlyList<string> UnexposedBase { get; } =
    [
        "desk.Legacy", "desk.Inherited", "desk.Burn", "desk.Shelf", "desk.Count", "desk.Drawers", "desk.legacy", "desk.in_herited",
        "Liaison.Tests.Companions.Exposure.Open.Desk:Count", "Liaison.Tests.Companions.Exposure.Closed.OldDesk:Count", "Liaison.Tests.Companions.Exposure.Closed.OldDesk:Drawers",
        "Liaison.Tests.Companions.Exposure.Closed.OldDesk.Shelf", "OldDesk.Shelf", "OldDesk:Shelf", "OldDesk:Shelf.Content", "Desk:Shelf",
    ];

    private static readonly string[] Types =
    [
        "System.Diagnostics.Process:Start", "Process:Start", "System.Diagnostics.Process:GetCurrentProcess", "System.Diagnostics.ProcessStartInfo:Verb",
        "System.Environment:Exit", "System.Environment:FailFast", "System.Environment:SetEnvironmentVariable", "System.Environment:ExitCode",
        "System.IO.File:Delete", "System.IO.File:ReadAllText", "System.IO.Directory:GetFiles", "System.IO.FileInfo:Delete", "System.Console:Out",
        "System.Activator:CreateInstance", "System.Type:GetType", "System.Type:GetTypeFromProgID", "System.Type:GetTypeFromCLSID",
        "System.Reflection.Assembly:LoadFrom", "System.Reflection.Assembly:Load", "System.AppDomain:CurrentDomain", "System.AppDomain:CurrentDomain.Load",
        "System.Runtime.Loader.AssemblyLoadContext:Default", "System.Runtime.InteropServices.Marshal:ReadByte", "System.Runtime.InteropServices.NativeLibrary:Load",
        "System.Runtime.CompilerServices.Unsafe:As", "System.Runtime.CompilerServices.RuntimeHelpers:GetUninitializedObject", "System.GC:Collect",
        "System.Threading.Timer:ActiveCount", "System.Threading.Thread:CurrentThread", "System.Threading.ThreadPool:QueueUserWorkItem",
        "System.Threading.Tasks.Task:Run", "System.Threading.Tasks.Task:Delay", "System.Linq.Expressions.Expression:Lambda", "System.Linq.Expressions.Expression:Call",
        "System.Delegate:CreateDelegate", "System.Delegate:Combine", "System.Net.Http.HttpClient:DefaultProxy", "System.Net.Dns:GetHostName",
        "System.AppContext:SetSwitch", "System.Convert:ChangeType", "System.Enum:ToObject", "System.Array:CreateInstance", "System.Object:ReferenceEquals",
        "object:ReferenceEquals", "System.Text.Json.JsonSerializer:Deserialize", "System.Collections.Generic.List<System.Diagnostics.Process>:Capacity",
        "List<System.Diagnostics.Process>:Capacity", "List<Process>:Capacity", "System.Collections.Generic.List<System.Type>:Capacity",
        "System.Collections.Generic.Dictionary<System.String,System.Type>:Count", "System.Func<System.Type>:Method", "System.Action:Method", "System.Action<System.Int32>:Target",
        "System.Nullable<System.IntPtr>:Value", "System.Lazy<System.Diagnostics.Process>:Value", "System.Collections.Generic.List<List<Process>>:Capacity",
        "System.Collections.Generic.Comparer<System.Int32>:Default", "System.ComponentModel.TypeDescriptor:GetProperties",
    ];

    private static readonly string[] Walks =
    [
        "desk.GetType", "desk.GetHashCode", "desk.Equals", "desk.MemberwiseClone", "desk.Finalize", "desk.GetType.Assembly", "desk.Name.GetType",
        "desk.Kind.Assembly", "desk.Kind.FullName", "desk.Kind.InvokeMember", "desk.Kind.BaseType.Assembly", "desk.Kind.GetMethod", "desk.Kind.TypeHandle",
        "desk.Method.Invoke", "desk.Method.DeclaringType", "desk.Method.MethodHandle", "desk.Method.CreateDelegate", "desk.Maker.Invoke",
        "desk.Home.GetTypes", "desk.Home.EntryPoint", "desk.Home.CreateInstance", "desk.Home.Location", "desk.Module.Assembly",
        "desk.Callback.Method", "desk.Callback.Target", "desk.Callback.Invoke", "desk.Callback.DynamicInvoke", "desk.Callback.GetInvocationList",
        "desk.AnyDelegate.Method", "desk.AnyDelegate.Target", "desk.AnyDelegate.DynamicInvoke", "desk.Echo.Method", "desk.Echo.Target", "desk.Echo.Instance",
        "desk.Failure.TargetSite", "desk.Failure.Data", "desk.Failure.StackTrace", "desk.Kinds[0].Assembly", "desk.Kinds[1].GetMethods", "desk.Kinds.Length",
        "desk.Kinds.SyncRoot", "desk.KindsByName[\"process\"].Assembly", "desk.KindsByName['process'].Module", "desk.KindsByName[\"process\"].GetMethod",
        "desk.Things[0].Assembly", "desk.Things[1].Secret", "desk.Things[1].Open", "desk.Things[1][0]", "desk.Things[2].Method",
        "desk.Process.Kill", "desk.Process.MainModule", "desk.Process.StartInfo.FileName", "desk.Process.Handle", "desk.Thread.Name", "desk.Thread.Interrupt",
        "desk.Pending.Result", "desk.Pending.Result.Secret", "desk.Pending.ContinueWith", "desk.Timer.Dispose", "desk.Timer.Change", "desk.Domain.Load",
        "desk.Domain.UnhandledException", "desk.Context.LoadFromAssemblyPath", "desk.Expression.Compile", "desk.Expression.Body", "desk.Lazy.Value", "desk.Weak.Target",
        "desk.Weak.Target.Secret", "desk.Stream.Dispose", "desk.Stream.Position", "desk.Output.NewLine", "desk.Stop.Cancel", "desk.Stop.Token", "desk.Gate.Enter",
        "desk.Pair.Item1", "desk.Pair.Item1.Assembly", "desk.Pair.Item2.Secret", "desk.Address.GetType",
        "desk.Vault.Secret", "desk.Vault.Combination", "desk.Vault.Open", "desk.Vault[0]", "desk.Vault.Key", "desk.Vault.Master", "desk.Vault.Shared",
        "desk.Reading.Secret", "desk.Reading.Open", "desk.Reading[0]", "desk.Reading.Log", "desk.Reading.Erase", "desk.Reading.Key", "desk.Reading.Shared",
    ];

    private static readonly string[] Members =
    [
        "desk.get_Name", "desk.set_Name", "desk.get_Legacy", "desk.add_Changed", "desk.remove_Changed", "desk.Changed", "desk.op_Addition", "desk.op_Explicit",
        "desk.get_Item", "desk.set_Item", "desk.Item", "desk.HiddenField", "desk.HiddenProperty", "desk.HiddenMethod", "desk.HiddenStatic", "desk.HiddenNested",
        "desk.hidden_property", "desk.HIDDENMETHOD", "desk[\"2b0e5c3e-7a1e-4ac0-9e0b-0d8ad0c5f0aa\"]", "desk.InternalField", "desk.InternalProperty", "desk.InternalMethod",
        "desk.ProtectedField", "desk.ProtectedProperty", "desk.ProtectedMethod", "desk.PrivateMethod", "desk._privateField", "desk.InternalNested", "desk.PrivateNested",
        "desk.ProtectedNested", "desk.Log", "desk.Erase", "desk.IAudit", "desk.LeakOut", "desk.Name.LeakOut", "desk.ctor",
        "Liaison.Tests.Companions.Exposure.Open.Desk:HiddenStatic", "Liaison.Tests.Companions.Exposure.Open.Desk:HiddenNested", "Liaison.Tests.Companions.Exposure.Open.Desk:HiddenNested.Value",
        "Liaison.Tests.Companions.Exposure.Open.Desk.HiddenNested:Value", "Liaison.Tests.Companions.Exposure.Open.Desk.InternalNested:Value", "Liaison.Tests.Companions.Exposure.Open.Desk:InternalNested.Value",
        "Liaison.Tests.Companions.Exposure.Open.Desk:InternalNested.Deeper", "Liaison.Tests.Companions.Exposure.Open.Desk.InternalNested.Deeper:Value", "Liaison.Tests.Companions.Exposure.Open.Desk.PrivateNested:Value",
        "Liaison.Tests.Companions.Exposure.Open.Desk:PrivateNested", "Liaison.Tests.Companions.Exposure.Open.Desk:_privateField", "Liaison.Tests.Companions.Exposure.Open.Desk:op_Addition",
        "Liaison.Tests.Companions.Exposure.Closed.Vault:Shared", "Liaison.Tests.Companions.Exposure.Closed.Vault:Master", "Vault:Shared", "Liaison.Tests.Companions.Exposure.Closed.Vault.Key:Teeth",
        "Liaison.Tests.Companions.Exposure.Closed.Leaks:LeakOut", "Leaks:LeakOut", "Liaison.Tests.Companions.Exposure.Trap:Sprung", "Liaison.Tests.Companions.Exposure.EchoCompanion:Key",
        "Liaison.Tests.Companions.Exposure.Open.Locked:Password", "Liaison.Tests.Companions.Exposure.Open.Locked:Unlock", "Locked:Password", "Liaison.Tests.Companions.Exposure.Open.Locked:Box.Coins",
        "Liaison.Tests.Companions.Exposure.Open.Locked.Box:Coins", "Locked.Box:Coins", "Box:Coins", "Liaison.Tests.Companions.Exposure.Open.Locked.Box.Purse:Count", "Purse:Count",
    ];

    private static readonly string[] Spellings =
    [
        "System.Diagnostics.Process, System.Diagnostics.Process", "System.String, System.Private.CoreLib", "System.IO.File, System.Private.CoreLib:Delete",
        "[System.Private.CoreLib]System.IO.File:Delete", "System.Diagnostics.Process, System, Version=4.0.0.0, Culture=neutral:Start",
        "global::System.IO.File:Delete", "dotnet:///System.Private.CoreLib/System.IO.File:Delete", "Shell.Application:ShellExecute", "WScript.Shell:Run",
        "System.Collections.Generic.List`1:Capacity", "System.Collections.Generic.List`1[System.Diagnostics.Process]:Capacity", "Liaison.Tests.Companions.Exposure.Closed.Vault+Key:Teeth",
        "Liaison.Tests.Companions.Exposure.Open.Desk+PrivateNested:Value", "desk.<Name>k__BackingField", "desk..ctor", "desk..Name", "desk.Kind.", "desk.\u041Dame", "d\u0435sk.Vault.Secret",
        "desk\uFF0EVault\uFF0ESecret", "desk.\u200BVault.Secret", "desk.Vault\u200D.Secret", "desk.Va\u0075\u0301lt.Secret", "System\u2024IO\u2024File:Delete",
        "System.IO.File\uFF1ADelete", "System.IO.File:D\u0435lete", "desk.Vault.\u0405ecret", "desk\0.Vault", "desk.Kind\n.Assembly", " desk.Vault.Secret", "desk .Vault",
        "desk.Echo(desk.Vault)", "desk.Echo().Secret", "typeof(System.IO.File).Assembly", "new System.Diagnostics.Process()", "desk.Vault as Vault", "desk;desk.Vault.Open",
        "desk.Things[desk.Count]", "desk.Things[$desk.Number]", "desk[\"Vault\"].Secret", "desk['__class__']", "desk.__class__", "__import__", "this.Namespace", "desk.Vault!.Secret",
        "desk?.Vault", "$desk.Vault.Secret", "${desk}.Vault", "desk.Things[99999999999999999999]", "desk.Things[-1].Assembly", "desk.Things[0,0].Assembly", "desk.Kinds[0][0].Assembly",
        "../desk.Vault", "desk/Vault", "*", "desk.*", "", ".", ":", "[0]", "<System.Type>", "List<>", "List<,>", "List<List<List<Process",
        .. Huge,
    ];

    private static readonly string[] Own =
    [
        "companion.Exposure", "companion.Exposure.ExposeEverything", "companion.Exposure.Expose", "companion.Namespace", "companion.Namespace.Snapshot", "companion.Commands",
        "companion.Commands.AddFrom", "companion.Options", "companion.Options.MaxNames", "companion.Json", "companion.ExecuteAsync", "companion.DisposeAsync", "companion.Add",
        "companion.Key", "companion.Echo", "companion.GetType", "companion.AnswerAsync", "companion.InvokeAsync", "liaison.StopAsync", "liaison.Companion",
        "liaison.Companion.Exposure.ExposeEverything", "liaison.Add", "liaison.DisposeAsync", "liaison.Addresses", "liaison.Completion", "liaison.ConnectionCount",
        "Liaison.Companions.Companion:Equals", "Liaison.Companions.CompanionExposure:ExposeEverything", "CompanionExposure:ExposeEverything", "Liaison.Companions.ExposurePolicy:Needed",
        "desk.ExposeEverything", "Liaison.Hosting.LiaisonHost:Equals", "Liaison.Messages.ErrorCode:Failed",
    ];

    private static string[] Huge =>
    [
        "desk" + string.Concat(Enumerable.Repeat(".Vault", 10_000)), "desk" + string.Concat(Enumerable.Repeat("[0]", 10_000)), "desk.Kind" + string.Concat(Enumerable.Repeat(".BaseType", 65)),
        new string('d', 100_000), "System." + string.Concat(Enumerable.Repeat("IO.", 10_000)) + "File", "desk.Things[" + new string('0', 3_000) + "]",
        string.Concat(Enumerable.Repeat("List<", 700)) + "int" + new string('>', 700), "desk[\"" + new string('x', 4_000) + "\"]", new string('<', 4_000),
    ];
}
