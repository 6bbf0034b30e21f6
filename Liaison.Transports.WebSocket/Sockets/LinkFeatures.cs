using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace Liaison.Transports;

/// <summary>The features of a connection: the interfaces of the link itself, and a short list of those that the server adds.</summary>
internal sealed class LinkFeatures(SocketLink link) : IFeatureCollection
{
    private readonly List<KeyValuePair<Type, object>> _added = [];

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get
        {
            foreach (var (type, feature) in _added)
            {
                if (type == key)
                {
                    return feature;
                }
            }

            return key.IsInstanceOfType(link) ? link : null;
        }

        set
        {
            Revision++;
            _added.RemoveAll(added => added.Key == key);
            if (value is not null)
            {
                _added.Add(new KeyValuePair<Type, object>(key, value));
            }
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _added.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
