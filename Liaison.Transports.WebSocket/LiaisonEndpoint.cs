using Microsoft.AspNetCore.Builder;

namespace Liaison.Transports;

/// <summary>The endpoint that <c>MapLiaison</c> added. Conventions apply to it as to any other.</summary>
public sealed class LiaisonEndpoint : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder _inner;

    internal LiaisonEndpoint(IEndpointConventionBuilder inner, string? token)
    {
        _inner = inner;
        Token = token;
    }

    /// <summary>The token that peers have to present: the one of the options or a generated one; null where none is wanted. To be told, never logged.</summary>
    public string? Token { get; }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _inner.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _inner.Finally(finallyConvention);
}
