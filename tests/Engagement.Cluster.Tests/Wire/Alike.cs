using System.Collections;
using System.Reflection;

namespace Engagement.Cluster.Tests.Wire;

/// <summary>Whether two things say the same, down to the bytes that records compare by reference.</summary>
internal static class Alike
{
    public static void ShouldBeLike(this object? actual, object? expected, string path = "it")
    {
        switch (expected)
        {
            case ReadOnlyMemory<byte> bytes:
                ((ReadOnlyMemory<byte>)actual!).ToArray().ShouldBe(bytes.ToArray(), path);
                break;
            case IList or null or string:
                actual.ShouldBe(expected, path);
                break;
            case IEnumerable list:
                ItemsShouldBeLike((IEnumerable)actual!, list, path);
                break;
            case var _ when IsRecord(expected.GetType()) && !expected.Equals(actual):
                PartsShouldBeLike(actual, expected, path);
                break;
            default:
                actual.ShouldBe(expected, path);
                break;
        }
    }

    private static void ItemsShouldBeLike(IEnumerable actual, IEnumerable expected, string path)
    {
        var (one, other) = (actual.Cast<object?>().ToArray(), expected.Cast<object?>().ToArray());
        one.Length.ShouldBe(other.Length, path);
        for (var i = 0; i < one.Length; i++)
        {
            one[i].ShouldBeLike(other[i], $"{path}[{i}]");
        }
    }

    private static void PartsShouldBeLike(object? actual, object expected, string path)
    {
        actual.ShouldNotBeNull(path).ShouldBeOfType(expected.GetType(), path);
        var parts = expected.GetType().GetProperties().Where(part => part.GetIndexParameters().Length == 0).ToArray();
        parts.ShouldNotBeEmpty($"{path}: differs, and has no parts that could tell how");
        foreach (var part in parts)
        {
            part.GetValue(actual).ShouldBeLike(part.GetValue(expected), $"{path}.{part.Name}");
        }
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
