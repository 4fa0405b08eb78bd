using Engagement.ReadModels.Projecting;

namespace Engagement.ReadModels.Storage;

/// <summary>Where the read models are kept: the archive of facts, and the projections that are made from it.</summary>
internal interface IStores : IDisposable
{
    /// <summary>Opens the archive for its one writer. What is committed to it is durable.</summary>
    /// <exception cref="WrittenElsewhereException">Another process is the one writer now.</exception>
    IStore OpenArchive();

    /// <summary>Opens the projections for their one writer. The last commits may be lost at a power cut: they are made again from the archive.</summary>
    /// <inheritdoc cref="OpenArchive" path="/exception"/>
    IStore OpenProjections();

    /// <summary>Until disposed, what is in can be read also when the writer fails. Called after the projections were opened.</summary>
    void KeepReadable();

    /// <summary>Sets the signal whenever a reader of another process wants the projections now; until disposed.</summary>
    IAsyncDisposable Listen(Signal wanted);
}

/// <summary>Another process writes the read models; this one may try again later.</summary>
internal sealed class WrittenElsewhereException() : Exception("another process writes the read models");
