using Engagement.Core.Campaigns;
using Engagement.Core.Messages;

namespace Engagement.Core.Definitions;

/// <summary>A campaign as it is put: one JSON object.</summary>
public static class CampaignDocument
{
    /// <summary>
    /// Reads the whole document and finds all its faults at once. What the product will have but has not yet is refused by name, as is what
    /// it does not know. Pure, and bounded in time and memory by <see cref="DefinitionLimits"/>.
    /// </summary>
    public static ParseResult<CampaignDefinition> Parse(ReadOnlyMemory<byte> utf8Json) => DocumentReading.Read(utf8Json, Read);

    private static CampaignDefinition? Read(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var name = fields.Required("name", member => Scalars.Text(member, DefinitionLimits.NameLength));
        var tags = fields.Optional("tags", Tags);
        var topic = fields.Optional("topic", Scalars.Id);
        var transactional = fields.Optional("transactional", Scalars.Flag);
        var triggers = fields.Required("trigger", EventMatchReader.Triggers);
        var draft = Timing(fields, new CampaignDefinition { Name = name!, Triggers = triggers ?? default, Variants = default });
        draft = Audience(fields, draft);
        fields.Optional("channels", Channels);
        var control = fields.Optional("control", member => Scalars.Integer(member, 0, 100));
        var variants = fields.Required("variants", VariantReader.List);
        var display = fields.Optional("display", DisplayReader.Read);
        var goal = fields.Optional("goal", Goal);
        fields.End();
        return draft with
        {
            Tags = tags ?? default,
            Topic = topic,
            Transactional = transactional ?? false,
            Control = control ?? 0,
            Variants = variants ?? default,
            Display = display ?? new Display(),
            Goal = goal,
        };
    }

    private static CampaignDefinition Timing(Fields fields, CampaignDefinition draft)
    {
        var delay = fields.Optional("delay", TimingReader.Delay);
        var exceptions = fields.Optional("exceptions", list => Lists.Of(list, 0, DefinitionLimits.Events, EventMatchReader.Event));
        var start = fields.Optional("start", Scalars.Instant);
        var end = fields.Optional("end", Scalars.Instant);
        if (end <= start)
        {
            fields.Node.RefuseMember("end", "must be after start");
        }

        return draft with
        {
            Delay = delay ?? draft.Delay,
            Exceptions = exceptions ?? default,
            Start = start,
            End = end,
            Window = fields.Optional("window", TimingReader.Window),
            QuietHours = fields.Optional("quietHours", QuietHours) ?? true,
        };
    }

    private static CampaignDefinition Audience(Fields fields, CampaignDefinition draft) => draft with
    {
        Audience = fields.Optional("audience", ConditionReader.Audience),
        AudienceCheck = fields.Optional("audienceCheck", Check) ?? draft.AudienceCheck,
        ReEligibility = fields.Optional("reEligibility", TimingReader.ReEligibility) ?? draft.ReEligibility,
        Caps = fields.Optional("caps", Caps) ?? draft.Caps,
        Priority = fields.Optional("priority", Priority) ?? draft.Priority,
    };

    private static ValueList<string>? Tags(Node node) =>
        Lists.Distinct(node, 0, DefinitionLimits.Tags, "tag", tag => tag, Scalars.Id);

    private static bool? QuietHours(Node node) => Choices.OneOf<bool>(node, ("inherit", true), ("ignore", false));

    private static AudienceCheck? Check(Node node) => Choices.OneOf<AudienceCheck>(
        node,
        ("atSend", AudienceCheck.AtSend),
        ("atTrigger", AudienceCheck.AtTrigger),
        ("both", AudienceCheck.Both));

    private static CapPolicy? Caps(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var apply = fields.Optional("apply", Scalars.Flag);
        var count = fields.Optional("count", Scalars.Flag);
        fields.End();
        return new CapPolicy(apply ?? true, count ?? true);
    }

    private static Priority? Priority(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var bucket = fields.Optional("bucket", Bucket);
        var rank = fields.Optional("rank", member => Scalars.Integer(member, 0, DefinitionLimits.HighestRank));
        fields.End();
        return new Priority(bucket ?? PriorityBucket.Medium, rank ?? 0);
    }

    private static PriorityBucket? Bucket(Node node) => Choices.OneOf<PriorityBucket>(
        node,
        ("high", PriorityBucket.High),
        ("medium", PriorityBucket.Medium),
        ("low", PriorityBucket.Low));

    // The app is the only channel yet, so there is nothing to keep.
    private static ValueList<string>? Channels(Node node) => Lists.Distinct(node, 1, 4, "channel", channel => channel, Channel);

    private static string? Channel(Node node) =>
        Choices.OneOf<bool>(node, ("inapp", true), ("push", null), ("email", null), ("webhook", null)) is null ? null : "inapp";

    private static Goal? Goal(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var match = EventMatchReader.Event(fields);
        var within = fields.Required("within", length => Spans.Upto(length, DefinitionLimits.LongestGoalDays));
        var value = fields.Optional("value", Scalars.Path);
        fields.End();
        return match is not null && within is { } window ? new Goal(match, window, value) : null;
    }
}
