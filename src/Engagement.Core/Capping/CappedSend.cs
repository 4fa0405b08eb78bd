using NodaTime;

namespace Engagement.Core.Capping;

/// <summary>What a user's ledger keeps of one counted send.</summary>
/// <param name="Zone">The id of the zone the user was in when it was sent: it keeps a traveller from opening a second day.</param>
public readonly record struct CappedSend(Instant At, Channel Channel, string Zone);
