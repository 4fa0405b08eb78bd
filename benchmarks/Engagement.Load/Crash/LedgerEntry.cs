using System.Globalization;

namespace Engagement.Load.Crash;

/// <summary>What became of one message id, as its sender knows it.</summary>
internal enum Fate
{
    /// <summary>Answered 2xx: the server has promised it.</summary>
    Acknowledged,

    /// <summary>Sent, never answered: it may count or not.</summary>
    Unknown,

    /// <summary>Answered with a refusal that repeating cannot change: it must not count.</summary>
    Refused,
}

/// <summary>
/// One line of the ledger. <paramref name="FirstSent"/> is when the first attempt was begun, so the server cannot have
/// accepted it before; both instants are milliseconds of Unix time.
/// </summary>
internal sealed record LedgerEntry(Fate Fate, string MessageId, string User, string Event, long FirstSent, long Ended)
{
    public string Line() => string.Create(CultureInfo.InvariantCulture, $"{Fate}\t{MessageId}\t{User}\t{Event}\t{FirstSent}\t{Ended}");

    public static LedgerEntry Parse(string line)
    {
        var fields = line.Split('\t');
        return new LedgerEntry(
            Enum.Parse<Fate>(fields[0]),
            fields[1],
            fields[2],
            fields[3],
            long.Parse(fields[4], CultureInfo.InvariantCulture),
            long.Parse(fields[5], CultureInfo.InvariantCulture));
    }
}
