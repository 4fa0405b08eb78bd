using Engagement.Core.Coding;

namespace Engagement.Cluster.Storage;

/// <summary>What a grain keeps: it says itself what its bytes are, whatever storage they go to.</summary>
public interface IRecord
{
    void Encode(ByteWriter into);

    /// <exception cref="FormatException">Not what <see cref="Encode"/> wrote, or of a form this build does not know.</exception>
    void Decode(ReadOnlySpan<byte> bytes);
}
