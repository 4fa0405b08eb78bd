using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;

namespace Engagement.EndToEnd.Harness;

/// <summary>Message ids of the calls that went by, batched or alone, plain or gzip.</summary>
internal sealed class Traffic
{
    private readonly ConcurrentDictionary<string, int> _taken = new();
    private readonly ConcurrentDictionary<string, int> _acknowledged = new();

    /// <summary>Ids whose client was told that they were taken.</summary>
    public int AcknowledgedIds => _acknowledged.Count;

    /// <summary>Ids that the server took more than once: what it must not count twice.</summary>
    public int RepeatedIds => _taken.Count(id => id.Value > 1);

    public void Taken(byte[] body) => Count(_taken, body);

    public void Acknowledged(byte[] body) => Count(_acknowledged, body);

    private static void Count(ConcurrentDictionary<string, int> counts, byte[] body)
    {
        using var document = JsonDocument.Parse(Inflated(body));
        var calls = document.RootElement.TryGetProperty("batch", out var batch) ? batch.EnumerateArray().ToArray() : [document.RootElement];
        foreach (var call in calls)
        {
            counts.AddOrUpdate(call.GetProperty("messageId").GetString()!, 1, (_, times) => times + 1);
        }
    }

    private static byte[] Inflated(byte[] body)
    {
        if (body is not [0x1f, 0x8b, ..])
        {
            return body;
        }

        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
