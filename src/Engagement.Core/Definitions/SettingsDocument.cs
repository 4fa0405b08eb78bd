using Engagement.Core.Timing;
using Engagement.Core.Workspaces;

namespace Engagement.Core.Definitions;

/// <summary>A workspace's settings as they are put: one JSON object. What is not in it is as in <see cref="WorkspaceSettings.Default"/>.</summary>
public static class SettingsDocument
{
    /// <summary>As <see cref="CampaignDocument.Parse"/>.</summary>
    public static ParseResult<WorkspaceSettings> Parse(ReadOnlyMemory<byte> utf8Json) => DocumentReading.Read(utf8Json, Read);

    private static WorkspaceSettings? Read(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        fields.NotSupported("theme", "retention");
        var usual = WorkspaceSettings.Default;
        var zone = fields.Optional("zone", Scalars.Zone);
        var locale = fields.Optional("locale", Scalars.Locale);
        var quiet = fields.Optional("quietHours", Quiet);
        var caps = fields.Optional("caps", list => Lists.Distinct(list, 0, DefinitionLimits.CapRules, "cap rule", rule => rule.Id, CapRuleReader.Read));
        var verification = fields.Optional("identityVerification", Verification);
        fields.End();
        return new WorkspaceSettings
        {
            Zone = zone ?? usual.Zone,
            Locale = locale ?? usual.Locale,
            QuietHours = quiet?.Hours,
            OutsideQuietHours = quiet?.Outside ?? usual.OutsideQuietHours,
            Caps = caps ?? usual.Caps,
            IdentityVerification = verification ?? usual.IdentityVerification,
        };
    }

    private static (QuietHours Hours, Outside? Outside)? Quiet(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var from = fields.Required("from", Scalars.TimeOfDay);
        var to = fields.Required("to", Scalars.TimeOfDay);
        var outside = fields.Optional("outside", TimingReader.Outside);
        fields.End();
        return from is { } begins && to is { } ends ? (new QuietHours(begins, ends), outside) : null;
    }

    private static IdentityVerification? Verification(Node node) => Choices.OneOf<IdentityVerification>(
        node,
        ("off", IdentityVerification.Off),
        ("required", IdentityVerification.Required));
}
