namespace Engagement.Cluster.Actors;

/// <summary>A command that its actor cannot take, ever: told apart from failures of the cluster and its storage, after which it may be tried again.</summary>
[GenerateSerializer]
public sealed class TurnFailedException : Exception
{
    public TurnFailedException()
    {
    }

    public TurnFailedException(string message)
        : base(message)
    {
    }

    public TurnFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
