using System.Text;
using Engagement.Core.Coding;
using Engagement.Core.Definitions;

namespace Engagement.Core.Campaigns;

/// <summary>
/// The stored form of a campaign. The first byte is its version. The definition is not stored: it is read again from the document, so that
/// a build that understands more of the document does so on load.
/// </summary>
public static class CampaignCodec
{
    private const byte Version = 1;

    public static void Encode(CampaignState state, ByteWriter into)
    {
        into.Byte(Version);
        into.Number((ulong)state.Version);
        into.Number((ulong)state.FactCount);
        into.Bool(state is CampaignState.Defined);
        if (state is CampaignState.Defined { Snapshot: var snapshot })
        {
            into.Byte((byte)snapshot.Status);
            into.Instant(snapshot.CreatedAt);
            into.Instant(snapshot.UpdatedAt);
            into.OptionalInstant(snapshot.LaunchedAt);
            into.Text(snapshot.Document);
        }
    }

    /// <exception cref="FormatException">Not what <see cref="Encode"/> wrote, or a document that is not right.</exception>
    public static CampaignState Decode(CampaignId id, ReadOnlySpan<byte> image)
    {
        var reader = new ByteReader(image);
        var format = reader.Byte();
        if (format != Version)
        {
            throw new FormatException($"version {format} of a stored campaign is not known");
        }

        var version = (long)reader.Number();
        var factCount = (long)reader.Number();
        CampaignState state = reader.Bool()
            ? new CampaignState.Defined(Snapshot(id, version, ref reader), factCount)
            : new CampaignState.None(id, version, factCount);
        return reader.AtEnd ? state : throw new FormatException("a stored campaign goes on past its end");
    }

    private static CampaignSnapshot Snapshot(CampaignId id, long version, ref ByteReader reader)
    {
        var status = reader.Enum(CampaignStatus.Stopped);
        var createdAt = reader.Instant();
        var updatedAt = reader.Instant();
        var launchedAt = reader.OptionalInstant();
        var document = reader.Text();
        return new CampaignSnapshot(id, version, status, document, Definition(id, document), createdAt, updatedAt, launchedAt);
    }

    private static CampaignDefinition Definition(CampaignId id, string document)
    {
        var parsed = CampaignDocument.Parse(Encoding.UTF8.GetBytes(document));
        return parsed.Value ?? throw new FormatException($"the stored document of campaign '{id}' is not right: {parsed.Errors[0]}");
    }
}
