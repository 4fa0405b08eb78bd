using System.Diagnostics.CodeAnalysis;
using Engagement.Core.Catalogs;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>The names of events: those that rules know, as the rules' own strings.</summary>
internal readonly ref struct EventNames(ReadOnlySpan<byte> body, InterestSet interests, ItemTexts texts)
{
    public static readonly string Expected = $"expected 1 to {IngestLimits.NameLength} characters, none of them a control character";

    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ItemTexts _texts = texts;

    /// <param name="name">As it is meant, not as JSON escapes it.</param>
    /// <param name="interest">What rules read of it; null when none does.</param>
    /// <returns>False when it is no name.</returns>
    public bool TryRead(Slice slice, [NotNullWhen(true)] out string? name, out EventInterest? interest)
    {
        interest = slice.IsEscaped || !slice.IsPresent ? null : interests.Find(slice.In(_body));
        name = interest?.Name;
        if (name is not null)
        {
            return true;
        }

        name = _texts.TextOf(slice);
        if (name is not { Length: > 0 and <= IngestLimits.NameLength } || HasControl(name))
        {
            return false;
        }

        interest = slice.IsEscaped ? interests.Find(name) : null;
        return true;
    }

    private static bool HasControl(string name)
    {
        foreach (var character in name)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }
}
