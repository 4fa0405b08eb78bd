using System.Buffers.Binary;
using System.Text;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Coding;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <remarks>Any read past the end, or of a form never written, throws <see cref="FormatException"/> and nothing else.</remarks>
public ref struct ByteReader(ReadOnlySpan<byte> source)
{
    private const int DeepestValue = 64;

    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;

    // Items of lists begun that are still to come, each at least a byte: a damaged nest of lists may not ask for them over and over.
    private int _owed;

    public readonly bool AtEnd => _position == _source.Length;

    public readonly int Position => _position;

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new FormatException($"{other} is not a truth value"),
    };

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number runs past ten bytes");
    }

    /// <summary>A number that counts things still to come in this source, so it cannot exceed what is left of it.</summary>
    public int Count()
    {
        var count = Number();
        return count <= int.MaxValue && (int)count <= _source.Length - _position - _owed
            ? (int)count
            : throw new FormatException($"a count of {count} exceeds what follows");
    }

    public int Small()
    {
        var value = Number();
        return value <= int.MaxValue ? (int)value : throw new FormatException($"{value} is too large");
    }

    public long Signed()
    {
        var value = Number();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed());

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public string? OptionalText() => Bool() ? Text() : null;

    public ReadOnlySpan<byte> Bytes() => Take(Count());

    public Instant Instant()
    {
        var milliseconds = Signed();
        try
        {
            return NodaTime.Instant.FromUnixTimeMilliseconds(milliseconds);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException($"{milliseconds} ms is not an instant");
        }
    }

    public Instant? OptionalInstant() => Bool() ? Instant() : null;

    public Value Value() => Value(DeepestValue);

    public T Enum<T>(T last)
        where T : struct, Enum
    {
        var value = Byte();
        return value <= Convert.ToByte(last, null) ? (T)System.Enum.ToObject(typeof(T), value) : throw new FormatException($"{value} is not a {typeof(T).Name}");
    }

    private Value Value(int depth)
    {
        if (depth == 0)
        {
            throw new FormatException("a value is nested too deep");
        }

        switch ((ValueKind)Byte())
        {
            case ValueKind.Missing:
                return Targeting.Value.Missing;
            case ValueKind.Null:
                return Targeting.Value.Null;
            case ValueKind.Bool:
                return Targeting.Value.Of(Bool());
            case ValueKind.Number:
                return Targeting.Value.Of(Double());
            case ValueKind.Text:
                return Targeting.Value.Of(Text());
            case ValueKind.List:
                var items = new Value[Count()];
                _owed += items.Length;
                for (var i = 0; i < items.Length; i++)
                {
                    _owed--;
                    items[i] = Value(depth - 1);
                }

                return Targeting.Value.Of(items);
            case ValueKind.Map:
                var members = new KeyValuePair<string, Value>[Count()];
                _owed += members.Length;
                for (var i = 0; i < members.Length; i++)
                {
                    _owed--;
                    members[i] = new(Text(), Value(depth - 1));
                }

                return Targeting.Value.Of(members);
            default:
                throw new FormatException("not a kind of value");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _source.Length - _position)
        {
            throw new FormatException($"the source ends {count - (_source.Length - _position)} bytes too early");
        }

        var taken = _source.Slice(_position, count);
        _position += count;
        return taken;
    }
}
