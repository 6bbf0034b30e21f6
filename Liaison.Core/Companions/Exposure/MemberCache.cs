using System.Collections.Concurrent;

namespace Liaison.Companions.Exposure;

/// <summary>
/// Caches the members of each type that peers may reach, until the policy changes. It grows with the types of the process, not with
/// messages.
/// </summary>
internal sealed class MemberCache(ExposurePolicy policy)
{
    private readonly Lock _gate = new();
    private ConcurrentDictionary<Type, MemberSet> _sets = new();
    private int _version = policy.Version;

    public MemberSet this[Type type]
    {
        get
        {
            var version = policy.Version;
            if (version != Volatile.Read(ref _version))
            {
                Renew(version);
            }

            return _sets.GetOrAdd(type, static (type, policy) => new MemberSet(type, policy), policy);
        }
    }

    private void Renew(int version)
    {
        lock (_gate)
        {
            _sets = new ConcurrentDictionary<Type, MemberSet>();
            Volatile.Write(ref _version, version);
        }
    }
}
