using Dapper;
using Engagement.ReadModels.Projecting;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>
/// Hears readers of any process that want the projections now. Should one not be heard while the connection is made again, it waits a poll of
/// the feed longer.
/// </summary>
internal sealed class WantedListener : IAsyncDisposable
{
    public const string Call = $"SELECT pg_notify('{Channel}', '')";

    private const string Channel = "engagement_wanted";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public WantedListener(PostgresDatabase database, Signal wanted) => _loop = Task.Run(() => RunAsync(database, wanted, _stopping.Token));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static async Task RunAsync(PostgresDatabase database, Signal wanted, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = database.Alone();
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                connection.Notification += (_, _) => wanted.Set();
                await connection.ExecuteAsync($"LISTEN {Channel}").ConfigureAwait(false);
                wanted.Set();
                while (true)
                {
                    await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or InvalidOperationException)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
