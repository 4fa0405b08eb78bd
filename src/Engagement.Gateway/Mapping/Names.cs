using System.Collections.Frozen;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Capping;
using Engagement.Core.Decisions;
using Engagement.Core.Messages;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;

namespace Engagement.Gateway.Mapping;

/// <summary>The names of the core's choices on the wire. Stable: they may be added to, never changed.</summary>
internal static class Names
{
    public static readonly FrozenDictionary<string, ReceiptKind> ReceiptKinds = Of<ReceiptKind>();
    public static readonly FrozenDictionary<string, CampaignStatus> Statuses = Of<CampaignStatus>();
    public static readonly FrozenDictionary<string, KeyKind> KeyKinds = Of<KeyKind>();
    public static readonly FrozenDictionary<string, PersonKind> PersonKinds = Of<PersonKind>();

    private static readonly FrozenDictionary<Verdict, string> Verdicts = Reverse<Verdict>();
    private static readonly FrozenDictionary<CampaignStatus, string> StatusNames = Reverse<CampaignStatus>();
    private static readonly FrozenDictionary<InAppKind, string> Kinds = Reverse<InAppKind>();
    private static readonly FrozenDictionary<Interrupt, string> Interrupts = Reverse<Interrupt>();
    private static readonly FrozenDictionary<KeyKind, string> KeyKindNames = Reverse<KeyKind>();
    private static readonly FrozenDictionary<PersonKind, string> PersonKindNames = Reverse<PersonKind>();

    public static string ToWire(this Verdict verdict) => Verdicts[verdict];

    public static string ToWire(this CampaignStatus status) => StatusNames[status];

    public static string ToWire(this InAppKind kind) => Kinds[kind];

    public static string ToWire(this Interrupt interrupt) => Interrupts[interrupt];

    public static string ToWire(this KeyKind kind) => KeyKindNames[kind];

    public static string ToWire(this PersonKind kind) => PersonKindNames[kind];

    public static string ToWire(this Channel channel) => channel == Channel.InApp ? "inapp" : Camel(channel.ToString());

    /// <summary>The member's name with a small first letter.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static FrozenDictionary<string, T> Of<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(value => Camel(value.ToString()), StringComparer.Ordinal);

    private static FrozenDictionary<T, string> Reverse<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Camel(value.ToString()));
}
