using System.Globalization;
using System.Text.Json;

namespace Engagement.Core.Definitions;

/// <summary>Readers of arrays. Each item that is wrong is reported at its place; the rest is read all the same.</summary>
internal static class Lists
{
    public static ValueList<T>? Of<T>(Node node, int fewest, int most, Func<Node, T?> read)
        where T : class
    {
        if (!HasCount(node, fewest, most))
        {
            return null;
        }

        var items = new List<T>();
        foreach (var item in Items(node))
        {
            if (read(item) is { } value)
            {
                items.Add(value);
            }
        }

        return ValueList.From(items);
    }

    /// <summary>As <see cref="Of"/>, and no two items may have the same key.</summary>
    public static ValueList<T>? Distinct<T>(Node node, int fewest, int most, string key, Func<T, string> keyOf, Func<Node, T?> read)
        where T : class
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Of(node, fewest, most, item =>
        {
            var value = read(item);
            if (value is not null && !seen.Add(keyOf(value)))
            {
                item.Refuse($"{key} \"{keyOf(value)}\" is given twice");
            }

            return value;
        });
    }

    public static IEnumerable<Node> Items(Node node)
    {
        var index = 0;
        foreach (var item in node.Element.EnumerateArray())
        {
            yield return node.Child(index.ToString(CultureInfo.InvariantCulture), item);
            index++;
        }
    }

    public static bool HasCount(Node node, int fewest, int most)
    {
        if (node.Kind == JsonValueKind.Array && node.Element.GetArrayLength() is var count && count >= fewest && count <= most)
        {
            return true;
        }

        node.Refuse($"expected a list of {fewest} to {most} items");
        return false;
    }
}
