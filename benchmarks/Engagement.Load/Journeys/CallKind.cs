namespace Engagement.Load.Journeys;

/// <summary>Which call of the ingest dialect carries an event; each has its own path.</summary>
internal enum CallKind : byte
{
    Track,
    Page,
    Identify,
    Batch,
}
