namespace Engagement.Hosting;

/// <summary>The life of the process, from the start to its exit code.</summary>
public static class RunToEnd
{
    /// <summary>Runs until the process is told to stop, which may be before everything was up.</summary>
    /// <returns>The exit code: zero but for a failure that said otherwise.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was still starting was given up, as it was told to be.
        }

        return Environment.ExitCode;
    }
}
