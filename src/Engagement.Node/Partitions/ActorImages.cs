using System.Text;
using Engagement.Core.Coding;
using Engagement.Node.Storage;
using Engagement.Runtime;

namespace Engagement.Node.Partitions;

/// <summary>Images of some actors of one moment, on their way from the partition to the table. Used again and again; not thread-safe.</summary>
internal sealed class ActorImages
{
    private const int MostActors = 256;
    private const int MostBytes = 1 << 20;

    private readonly ByteWriter _bytes = new(1 << 16);
    private readonly List<Image> _images = [];
    private byte[] _key = new byte[512];
    private long _row;

    /// <summary>Enough for one go: for most people some hundred microseconds of the partition's time.</summary>
    public bool IsFull => _images.Count >= MostActors || _bytes.Length >= MostBytes;

    /// <param name="row">The newest journal row, which everything added next is as of.</param>
    public void Begin(long row)
    {
        _row = row;
        _bytes.Clear();
        _images.Clear();
    }

    public void Add(string key, ActorShell actor)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(key.Length);
        if (longest > _key.Length)
        {
            _key = new byte[longest];
        }

        var start = _bytes.Length;
        var keyLength = Encoding.UTF8.GetBytes(key, _key);
        _bytes.Raw(_key.AsSpan(0, keyLength));
        actor.Encode(_bytes);
        _images.Add(new Image(start, keyLength, _bytes.Length - start - keyLength, actor.NextDue?.ToUnixTimeMilliseconds()));
    }

    public void WriteTo(in ActorFold fold)
    {
        foreach (var (start, keyLength, length, due) in _images)
        {
            fold.Put(_bytes.Written.Slice(start, keyLength), _bytes.Written.Slice(start + keyLength, length), due, _row);
        }
    }

    private readonly record struct Image(int Start, int KeyLength, int Length, long? Due);
}
