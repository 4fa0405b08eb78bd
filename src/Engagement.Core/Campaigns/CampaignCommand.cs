namespace Engagement.Core.Campaigns;

/// <summary>What one campaign's actor can be asked.</summary>
public abstract record CampaignCommand : IActorCommand
{
    private CampaignCommand()
    {
    }

    /// <summary>Creates the campaign as a draft, or replaces its definition whatever its status. The same document again changes nothing.</summary>
    /// <param name="Definition">Already read from <paramref name="Document"/> and found right.</param>
    /// <param name="IfVersion">Refused with <see cref="Refusal.VersionMismatch"/> unless it is this; null: whatever it is. 0: only if there is none.</param>
    public sealed record Put(string Document, CampaignDefinition Definition, long? IfVersion) : CampaignCommand;

    public sealed record Launch : CampaignCommand;

    public sealed record Pause : CampaignCommand;

    public sealed record Resume : CampaignCommand;

    public sealed record Stop : CampaignCommand;

    public sealed record Delete(long? IfVersion) : CampaignCommand;

    /// <summary>Query: <see cref="CampaignView"/>.</summary>
    public sealed record Describe : CampaignCommand;
}

/// <summary>The answer to every campaign command that was taken.</summary>
/// <param name="Snapshot">Null: there is no such campaign (any more).</param>
public sealed record CampaignView(CampaignSnapshot? Snapshot) : IReply;
