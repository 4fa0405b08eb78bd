namespace Engagement.Cluster.Wire;

/// <summary>
/// The first byte of a command between silos: its kind and the version of its form. While a cluster is upgraded both versions are about, so
/// a tag, once used, is read for good; a changed form gets a new one, and is written only after every silo can read it.
/// </summary>
internal static class CommandTag
{
    public const byte Track = 1;
    public const byte Identify = 2;
    public const byte Alias = 3;
    public const byte Link = 4;
    public const byte Group = 5;
    public const byte Surrender = 6;
    public const byte Absorb = 7;
    public const byte Settle = 8;
    public const byte Report = 9;
    public const byte Moment = 10;
    public const byte WakeUp = 11;
    public const byte CatalogChanged = 12;
    public const byte Erase = 13;
    public const byte DescribeUser = 14;
    public const byte ReadQueue = 15;
    public const byte Explain = 16;

    public const byte FirstOfCampaigns = 128;
    public const byte PutCampaign = 128;
    public const byte Launch = 129;
    public const byte Pause = 130;
    public const byte Resume = 131;
    public const byte Stop = 132;
    public const byte DeleteCampaign = 133;
    public const byte DescribeCampaign = 134;

    public const byte FirstOfWorkspaces = 192;
    public const byte CreateWorkspace = 192;
    public const byte PutSettings = 193;
    public const byte AddKey = 194;
    public const byte RevokeKey = 195;
    public const byte DescribeWorkspace = 196;
}
