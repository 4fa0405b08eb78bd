namespace Engagement.Core.Capping;

/// <summary>How a message reaches a person. The numbers are kept in user states: never renumber.</summary>
public enum Channel : byte
{
    InApp = 0,
    Push = 1,
    Email = 2,
    Webhook = 3,
}
