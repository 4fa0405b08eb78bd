using System.Globalization;
using Engagement.Cluster.Benchmarks;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Engagement.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

// What one event to a person costs in a cluster of one silo, beside the twins that do the least: rounds in turn, medians.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rounds = 7;
const int People = 2_000;
int[] loads = [1, 64, 512];
var time = TimeSpan.FromSeconds(2);
var onPostgres = args.Contains("postgres");

PostgresServer? postgres = onPostgres ? await PostgresServer.StartAsync() : null;
try
{
    await using var silo = await OneSilo.StartAsync(postgres is null ? null : await postgres.CreateDatabaseAsync());
    var (host, grains) = (silo.Services.GetRequiredService<IActorHost>(), silo.Services.GetRequiredService<IGrainFactory>());
    var shop = new WorkspaceId("shop");
    await host.AskAsync(ActorKey.Of(shop), new Engagement.Core.Workspaces.WorkspaceCommand.Create([], "secret"), default);
    Console.WriteLine("| storage | callers | empty call/s | bare write/s | event/s | of an empty call | of a bare write |");
    foreach (var callers in loads)
    {
        List<double> empty = [], write = [], events = [];
        for (var round = 0; round < Rounds; round++)
        {
            var salt = $"{callers}-{round}";
            empty.Add(await Measuring.RateAsync(callers, time, async (caller, call) => await grains.GetGrain<IEmptyGrain>($"p{Pick(caller, call)}").PingAsync(call)));
            write.Add(await Measuring.RateAsync(callers, time, (caller, call) => grains.GetGrain<IWriteGrain>($"p{Pick(caller, call)}").WriteAsync(400)));
            events.Add(await Measuring.RateAsync(callers, time, async (caller, call) =>
            {
                var stamp = new MessageStamp(Engagement.Core.Hashing.StableHash.Of($"{salt}-{caller}-{call}"), host.Now);
                var answer = await host.AskAsync(
                    ActorKey.Of(shop, PersonId.Known($"p{Pick(caller, call)}")), new UserCommand.Track(stamp, "Product Viewed", default, null), default);
                if (!answer.Taken)
                {
                    throw new InvalidOperationException(answer.Refusal!.Detail);
                }
            }));
        }

        var (e, w, t) = (Measuring.Median(empty), Measuring.Median(write), Measuring.Median(events));
        Console.WriteLine($"| {(onPostgres ? "PostgreSQL" : "memory")} | {callers} | {e:N0} | {w:N0} | {t:N0} | {t / e:F2} | {t / w:F2} |");
    }
}
finally
{
    if (postgres is not null)
    {
        await postgres.DisposeAsync();
    }
}

static int Pick(int caller, int call) => (int)((uint)(caller * 7_919 + call * 31) % People);
