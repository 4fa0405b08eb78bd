using System.Globalization;

namespace Engagement.Core.Targeting;

public enum ValueKind : byte
{
    Missing,
    Null,
    Bool,
    Number,
    Text,
    List,
    Map,
}

/// <summary>
/// A JSON value as rules see it. Equality is by content; numbers are IEEE doubles; a map keeps its order but compares by key.
/// The default value is <see cref="Missing"/>: the property or trait is not there, which is not the same as <see cref="Null"/>.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private static readonly object NullTag = new();
    private static readonly object BoolTag = new();
    private static readonly object NumberTag = new();

    private readonly object? _content;
    private readonly double _number;

    private Value(object? content, double number = 0)
    {
        _content = content;
        _number = number;
    }

    public static Value Missing => default;

    public static Value Null => new(NullTag);

    public static Value Of(bool value) => new(BoolTag, value ? 1 : 0);

    public static Value Of(double value) => new(NumberTag, value);

    public static Value Of(string value) => new(value);

    public static Value Of(Value[] items) => new(items);

    public static Value Of(KeyValuePair<string, Value>[] members) => new(members);

    public ValueKind Kind => _content switch
    {
        null => ValueKind.Missing,
        string => ValueKind.Text,
        Value[] => ValueKind.List,
        KeyValuePair<string, Value>[] => ValueKind.Map,
        var tag when ReferenceEquals(tag, NumberTag) => ValueKind.Number,
        var tag when ReferenceEquals(tag, BoolTag) => ValueKind.Bool,
        _ => ValueKind.Null,
    };

    public bool IsMissing => _content is null;

    public bool IsNumber => ReferenceEquals(_content, NumberTag);

    public double Number => _number;

    public bool Bool => _number != 0;

    public string? Text => _content as string;

    public ReadOnlySpan<Value> Items => _content as Value[];

    public ReadOnlySpan<KeyValuePair<string, Value>> Members => _content as KeyValuePair<string, Value>[];

    /// <summary>The value at a dotted path (<c>a.b</c>); <see cref="Missing"/> where any step is not a map or lacks the member.</summary>
    public Value At(ReadOnlySpan<char> path)
    {
        var current = this;
        while (!path.IsEmpty && !current.IsMissing)
        {
            var dot = path.IndexOf('.');
            var step = dot < 0 ? path : path[..dot];
            path = dot < 0 ? [] : path[(dot + 1)..];
            current = current.Member(step);
        }

        return current;
    }

    public Value Member(ReadOnlySpan<char> name)
    {
        foreach (var member in Members)
        {
            if (name.SequenceEqual(member.Key))
            {
                return member.Value;
            }
        }

        return Missing;
    }

    public bool Equals(Value other)
    {
        if (_content is string text)
        {
            return other._content is string same && string.Equals(text, same, StringComparison.Ordinal);
        }

        return ReferenceEquals(_content, other._content) ? _number.Equals(other._number) : Kind == other.Kind && HasSameContent(other);
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => Kind switch
    {
        ValueKind.Bool or ValueKind.Number => HashCode.Combine(Kind, _number),
        ValueKind.Text => HashCode.Combine(Kind, Text),
        ValueKind.List => HashCode.Combine(Kind, Items.Length),
        ValueKind.Map => HashCode.Combine(Kind, Members.Length),
        _ => (int)Kind,
    };

    /// <summary>As a person would read it: text as is, numbers in the shortest form that reads back the same, invariant.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Bool => Bool ? "true" : "false",
        ValueKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Text => Text!,
        ValueKind.Null => "null",
        ValueKind.List => $"[{Items.Length}]",
        ValueKind.Map => $"{{{Members.Length}}}",
        _ => string.Empty,
    };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    // Kinds that hold no object of their own are equal by reference.
    private bool HasSameContent(Value other) => Kind switch
    {
        ValueKind.List => Items.SequenceEqual(other.Items),
        ValueKind.Map => HasSameMembers(other),
        _ => false,
    };

    private bool HasSameMembers(Value other)
    {
        if (Members.Length != other.Members.Length)
        {
            return false;
        }

        foreach (var member in Members)
        {
            if (other.Member(member.Key) is var match && (match.IsMissing || !match.Equals(member.Value)))
            {
                return false;
            }
        }

        return true;
    }
}
