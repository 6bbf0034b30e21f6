using Microsoft.AspNetCore.Builder;

namespace Liaison.Transports;

/// <summary>The endpoint that <c>MapLiaison</c> added. It takes conventions like any other endpoint.</summary>
public sealed class LiaisonEndpoint : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder _inner;

    internal LiaisonEndpoint(IEndpointConventionBuilder inner, string? token)
    {
        _inner = inner;
        Token = token;
    }

    /// <summary>
    /// The token that peers must present, from the options or generated; null if none is needed. Pass it to the peers, but never
    /// log it.
    /// </summary>
    public string? Token { get; }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _inner.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _inner.Finally(finallyConvention);
}
