using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Writes the messages of a client. Only the encoder uses it.</summary>
internal sealed class CallWriter(WireSpecification specification, CallKey keys, Hellos hellos)
{
    /// <summary>Writes a hello, the first message of LibMedium's clients. The hello cannot carry a secret.</summary>
    public void Write(Hello hello, FrameWriter into) => WriteHello(hello.Request.Id, [], into);

    /// <summary>Writes a request as one frame. Writes nothing if the protocol needs no message for it.</summary>
    /// <exception cref="NotSupportedException">
    /// The method does not exist, or the arguments do not match it. Nothing was written.
    /// </exception>
    public void Write(Request request, FrameWriter into)
    {
        if (specification.FindMethod(request.Command) is { } method)
        {
            WriteCall(request, method, into);
        }
        else if (Hellos.ValueOf(request.Command) is { } value)
        {
            WriteHello(request.Id, value, into);
        }
        else if (request.Command != Hellos.Unsubscribe || request.WantsReply)
        {
            throw new NotSupportedException(specification.Unknown(request.Command));
        }
    }

    /// <summary>Checks that all requests can be written before the first one is: they are sent together, or not at all.</summary>
    /// <exception cref="NotSupportedException">The method does not exist, or the arguments do not match it.</exception>
    public void Require(IReadOnlyList<Request> requests)
    {
        using var scratch = new FrameWriter();
        foreach (var request in requests)
        {
            if (specification.FindMethod(request.Command) is { } method)
            {
                WriteCall(request, method, scratch);
                scratch.Clear();
            }
            else if (Hellos.ValueOf(request.Command) is null)
            {
                throw new NotSupportedException(specification.Unknown(request.Command));
            }
        }
    }

    private void WriteHello(CallId id, byte[] value, FrameWriter into)
    {
        hellos.Add(id, value);
        WireBytes.Write(into, MessageKind.Hello);
        into.EndFrame(FrameKind.Binary);
    }

    private void WriteCall(Request request, WireMethod method, FrameWriter into)
    {
        try
        {
            WireBytes.Write(into, MessageKind.Call);
            WireBytes.WriteElement(into, method.Utf8Name);
            Span<byte> key = stackalloc byte[CallKey.Length];
            keys.Write(request.WantsReply ? request.Id : CallId.None, method.Index, key);
            WireBytes.WriteElement(into, key);
            WriteArguments(request.Arguments, method, into);
            into.EndFrame(FrameKind.Binary);
        }
        catch (NotSupportedException)
        {
            into.Rewind(0);
            throw;
        }
        catch (UnfitException unfit)
        {
            into.Rewind(0);
            throw new NotSupportedException($"The arguments do not fit {method}: {unfit.Message}. Give what the specification declares.");
        }
    }

    private static void WriteArguments(CommandArguments arguments, WireMethod method, FrameWriter into)
    {
        if (arguments.PositionalCount > method.Parameters.Length)
        {
            throw new UnfitException($"there are {arguments.PositionalCount} of them");
        }

        RequireKnownNames(arguments, method);
        var encoder = new JsonEncoder(into, arguments.References != ReferenceScope.None);
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            var parameter = method.Parameters[i];
            var argument = i < arguments.PositionalCount ? arguments[i] : Named(arguments, parameter.Name);
            var start = WireBytes.BeginElement(into);
            try
            {
                encoder.Write(parameter.Type, argument.Json.Span);
            }
            catch (UnfitException unfit)
            {
                throw new UnfitException($"'{parameter.Name}' {unfit.Message}");
            }

            WireBytes.EndElement(into, start);
        }
    }

    private static Argument Named(CommandArguments arguments, string parameter)
    {
        for (var way = 0; way < NameRule.Ways; way++)
        {
            for (var i = arguments.PositionalCount; i < arguments.Count; i++)
            {
                if (NameRule.Match(arguments[i].Name, parameter) == way)
                {
                    return arguments[i];
                }
            }
        }

        throw new UnfitException($"'{parameter}' is missing");
    }

    private static void RequireKnownNames(CommandArguments arguments, WireMethod method)
    {
        for (var i = arguments.PositionalCount; i < arguments.Count; i++)
        {
            var name = arguments[i].Name;
            if (!method.Parameters.Skip(arguments.PositionalCount).Any(parameter => NameRule.Match(name, parameter.Name) >= 0))
            {
                throw new UnfitException($"there is no parameter '{name}', or it has a value already");
            }
        }
    }
}
