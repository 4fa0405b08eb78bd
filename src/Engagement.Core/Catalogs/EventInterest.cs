using System.Text;

namespace Engagement.Core.Catalogs;

/// <summary>One event that some rule knows.</summary>
public sealed class EventInterest
{
    private readonly string[] _paths;

    internal EventInterest(string name, string[] paths)
    {
        Name = name;
        _paths = paths;
        Properties = PropertyStep.TreeOf(paths);
    }

    /// <summary>The one instance of this name that rules of this catalog hold: hand it on rather than a copy.</summary>
    public string Name { get; }

    /// <summary>Dotted paths of the properties that rules read, in ordinal order. What is captured in this order is matched fastest.</summary>
    public ReadOnlySpan<string> Paths => _paths;

    /// <summary>The same as a tree to walk along with the JSON: the members of the properties object that are worth a look.</summary>
    public PropertyStep[] Properties { get; }
}

/// <summary>One member name on the way to a property that is read.</summary>
public sealed class PropertyStep
{
    private PropertyStep(string name, int index, string? path, PropertyStep[] members)
    {
        Utf8Name = Encoding.UTF8.GetBytes(name);
        Index = index;
        Path = path;
        Members = members;
    }

    public byte[] Utf8Name { get; }

    /// <summary>Its place in <see cref="EventInterest.Paths"/> when a rule reads the value here; else -1.</summary>
    public int Index { get; }

    /// <summary>The path to capture the value here under, or null when only something inside is read.</summary>
    public string? Path { get; }

    /// <summary>What is read inside, if it is an object.</summary>
    public PropertyStep[] Members { get; }

    internal static PropertyStep[] TreeOf(string[] paths) => Under(string.Empty, paths, paths);

    private static PropertyStep[] Under(string prefix, string[] all, IEnumerable<string> paths) =>
    [
        .. paths.GroupBy(path => FirstStep(path, prefix.Length), StringComparer.Ordinal).Select(group =>
        {
            var here = prefix + group.Key;
            var index = Array.IndexOf(all, here);
            var inside = group.Where(path => path.Length > here.Length);
            return new PropertyStep(group.Key, index, index < 0 ? null : all[index], Under(here + ".", all, inside));
        }),
    ];

    private static string FirstStep(string path, int from)
    {
        var dot = path.IndexOf('.', from);
        return dot < 0 ? path[from..] : path[from..dot];
    }
}
