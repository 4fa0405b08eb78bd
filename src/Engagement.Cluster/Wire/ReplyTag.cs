namespace Engagement.Cluster.Wire;

/// <summary>The kind of a reply and the version of its form, as <see cref="CommandTag"/> is of a command.</summary>
internal static class ReplyTag
{
    public const byte None = 0;
    public const byte JoinNeeded = 1;
    public const byte ReceiptsTaken = 2;
    public const byte Surrendered = 3;
    public const byte ShownQueue = 4;
    public const byte Explanation = 5;
    public const byte UserProfile = 6;
    public const byte NoCampaign = 7;
    public const byte CampaignView = 8;
    public const byte NoWorkspace = 9;
    public const byte WorkspaceView = 10;
}
