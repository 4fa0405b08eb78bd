using Engagement.Core;

namespace Engagement.Runtime.InApp;

/// <summary>
/// Told who is watched in this process, so that a host of many processes sends what is for them to the <see cref="IStreams"/> here. Safe for
/// any number of threads.
/// </summary>
public interface IStreamDirectory
{
    /// <summary>One more stream of the person is open here. What is presented in turns that begin after this returned comes to it.</summary>
    /// <exception cref="IOException">The person could not be reached; nothing was noted.</exception>
    ValueTask AnnounceAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken);

    /// <summary>One that was announced has ended.</summary>
    void Withdraw(WorkspaceId workspace, PersonId person);
}

/// <summary>For a host that is all in this process: its effects come here anyway.</summary>
public sealed class OneProcess : IStreamDirectory
{
    public ValueTask AnnounceAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken) => default;

    public void Withdraw(WorkspaceId workspace, PersonId person)
    {
    }
}
