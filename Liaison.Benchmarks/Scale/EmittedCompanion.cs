using System.Reflection;
using System.Reflection.Emit;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Benchmarks.Scale;

/// <summary>Companions with as many commands as are asked for: <c>c000000</c> and so on, each of which gives its own number.</summary>
internal static class EmittedCompanion
{
    private static readonly ModuleBuilder Module =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Emitted"), AssemblyBuilderAccess.Run).DefineDynamicModule("Emitted");

    private static readonly ConstructorInfo Attribute = typeof(CommandAttribute).GetConstructor([typeof(string)])!;

    /// <summary>A type of companion with so many commands, and what makes one.</summary>
    public static Func<Companion> FactoryOf(int commands)
    {
        var type = Module.DefineType($"Emitted{Guid.NewGuid():N}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(Companion));
        DefineConstructor(type);
        for (var i = 0; i < commands; i++)
        {
            DefineCommand(type, i);
        }

        var made = type.CreateType();
        return () => (Companion)Activator.CreateInstance(made)!;
    }

    private static void DefineConstructor(TypeBuilder type)
    {
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Call, typeof(Companion).GetConstructor([typeof(CompanionOptions)])!);
        il.Emit(OpCodes.Ret);
    }

    private static void DefineCommand(TypeBuilder type, int number)
    {
        var method = type.DefineMethod($"C{number}", MethodAttributes.Public, typeof(int), []);
        method.SetCustomAttribute(new CustomAttributeBuilder(Attribute, [$"c{number:D6}"]));
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldc_I4, number);
        il.Emit(OpCodes.Ret);
    }
}
