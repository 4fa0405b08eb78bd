using System.Text.Json;

namespace Engagement.Core.Definitions;

/// <summary>
/// The members of an object under reading. Whoever reads it asks for each member by name and then calls <see cref="End"/>, which refuses
/// what nobody asked for.
/// </summary>
internal sealed class Fields
{
    private readonly Node _node;
    private readonly List<string> _known = [];
    private readonly Dictionary<string, Node> _members = new(StringComparer.Ordinal);

    private Fields(Node node) => _node = node;

    public Node Node => _node;

    /// <summary>Null when the value is no object.</summary>
    public static Fields? Of(Node node)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            node.Refuse("expected an object");
            return null;
        }

        var fields = new Fields(node);
        foreach (var property in node.Element.EnumerateObject())
        {
            if (!fields._members.TryAdd(property.Name, node.Child(property.Name, property.Value)))
            {
                node.RefuseMember(property.Name, "given more than once");
            }
        }

        return fields;
    }

    /// <summary>Whether a member was refused by <see cref="NotSupported"/>.</summary>
    public bool HadUnsupported { get; private set; }

    public int Count => _members.Count;

    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Every member, for an object whose names are free.</summary>
    public IEnumerable<Node> All() => _members.Values;

    /// <summary>The member, or null; from now on it is a known one.</summary>
    public Node? Take(string name)
    {
        _known.Add(name);
        return _members.GetValueOrDefault(name);
    }

    public T? Optional<T>(string name, Func<Node, T?> read)
        where T : class => Take(name) is { } member ? read(member) : null;

    public T? Optional<T>(string name, Func<Node, T?> read)
        where T : struct => Take(name) is { } member ? read(member) : null;

    public T? Required<T>(string name, Func<Node, T?> read)
        where T : class => Demand(name) is { } member ? read(member) : null;

    public T? Required<T>(string name, Func<Node, T?> read)
        where T : struct => Demand(name) is { } member ? read(member) : null;

    /// <summary>Members that the product will have: refused by name when given, and not named among those expected.</summary>
    public void NotSupported(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_members.Remove(name, out var member))
            {
                member.Refuse($"\"{name}\" is not supported yet");
                HadUnsupported = true;
            }
        }
    }

    /// <summary>Refuses members that nobody asked for.</summary>
    public void End()
    {
        foreach (var (name, member) in _members)
        {
            if (!_known.Contains(name))
            {
                member.Refuse($"unknown field; expected one of {string.Join(", ", _known)}");
            }
        }
    }

    private Node? Demand(string name)
    {
        var member = Take(name);
        if (member is null)
        {
            _node.RefuseMember(name, "is required");
        }

        return member;
    }
}
