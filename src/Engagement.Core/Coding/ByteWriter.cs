using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Engagement.Core.Targeting;
using NodaTime;

namespace Engagement.Core.Coding;

/// <summary>
/// Appends values in the compact stored form: LEB128 varints, zigzag for signed, UTF-8 text with its length, instants as milliseconds since
/// 1970 (finer parts are dropped). Reused from turn to turn; not thread-safe.
/// </summary>
public sealed class ByteWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[Length++] = value;
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Number(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[Length++] = (byte)(value & 0x7F | 0x80);
            value >>= 7;
        }

        _buffer[Length++] = (byte)value;
    }

    public void Signed(long value) => Number(unchecked((ulong)(value << 1 ^ value >> 63)));

    public void Fixed(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(Length), value);
        Length += 8;
    }

    public void Double(double value) => Fixed(BitConverter.DoubleToUInt64Bits(value));

    public void Text(string value)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        Reserve(longest + 5);
        if (longest < 0x80)
        {
            var written = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(Length + 1));
            _buffer[Length] = (byte)written;
            Length += written + 1;
            return;
        }

        Number((ulong)Encoding.UTF8.GetByteCount(value));
        Length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(Length));
    }

    /// <summary>Null and text are told apart.</summary>
    public void OptionalText(string? value)
    {
        Bool(value is not null);
        if (value is not null)
        {
            Text(value);
        }
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        Raw(value);
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(Length));
        Length += value.Length;
    }

    public void Instant(Instant value) => Signed(value.ToUnixTimeMilliseconds());

    public void OptionalInstant(Instant? value)
    {
        Bool(value is not null);
        if (value is { } instant)
        {
            Instant(instant);
        }
    }

    public void Value(Value value)
    {
        Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Bool:
                Bool(value.Bool);
                break;
            case ValueKind.Number:
                Double(value.Number);
                break;
            case ValueKind.Text:
                Text(value.Text!);
                break;
            case ValueKind.List:
                Number((ulong)value.Items.Length);
                foreach (var item in value.Items)
                {
                    Value(item);
                }

                break;
            case ValueKind.Map:
                Number((ulong)value.Members.Length);
                foreach (var member in value.Members)
                {
                    Text(member.Key);
                    Value(member.Value);
                }

                break;
        }
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, (int)BitOperations.RoundUpToPowerOf2((uint)(Length + count)));
        }
    }
}
