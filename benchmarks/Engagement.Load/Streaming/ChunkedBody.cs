using System.Buffers;

namespace Engagement.Load.Streaming;

/// <summary>
/// Takes the framing of HTTP off an endless answer: skips the head, then the sizes and line ends of chunks, in
/// whatever pieces they arrive.
/// </summary>
internal sealed class ChunkedBody
{
    private Part _part = Part.Head;
    private int _endOfHead;
    private int _left;

    private enum Part
    {
        Head,
        Size,
        Extension,
        Data,
    }

    /// <summary>Appends to <paramref name="output"/> what of <paramref name="raw"/> is body.</summary>
    public void Decode(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        while (!raw.IsEmpty)
        {
            if (_part == Part.Data)
            {
                raw = TakeData(raw, output);
                continue;
            }

            Step(raw[0]);
            raw = raw[1..];
        }
    }

    private ReadOnlySpan<byte> TakeData(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        var taken = Math.Min(_left, raw.Length);
        output.Write(raw[..taken]);
        _left -= taken;
        if (_left == 0)
            _part = Part.Size;
        return raw[taken..];
    }

    private void Step(byte next)
    {
        if (_part == Part.Head)
        {
            _endOfHead = next == (_endOfHead % 2 == 0 ? '\r' : '\n') ? _endOfHead + 1 : next == '\r' ? 1 : 0;
            _part = _endOfHead == 4 ? Part.Size : Part.Head;
        }
        else if (next == '\n')
        {
            // The empty line that ends the chunk before leaves no size: the next line has it.
            _part = _left > 0 ? Part.Data : Part.Size;
        }
        else if (next == ';')
        {
            _part = Part.Extension;
        }
        else if (_part == Part.Size && next != '\r')
        {
            _left = (_left << 4) | Convert.ToInt32(((char)next).ToString(), 16);
        }
    }
}
