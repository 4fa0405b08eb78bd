using Engagement.Load.Reporting;

namespace Engagement.Load.Commands;

/// <summary>The verbs of the tool.</summary>
internal static class Verbs
{
    private const string Help = """
        Engagement.Load <command> [--name value ...] [-- options of the server]

          p3          one event per request: CPU against the bare twin, latency at several rates
          p4          batches of 100: events per second of server CPU against the bare token walk
          p5          event to message on the user's open stream, against a bare echo
          ledger      crash test: keeps what was acknowledged while the server is killed, then verifies
          verify      compares a server with a ledger: --ledger <file>
          all         p3, p4, p5, ledger and the report
          report      writes the report from the findings kept in --out
          bare-alone  the figures of the bare twin alone
          bare        serves the bare twin: --port <n>

          --server <Engagement.Server.dll> | --url <address> --write-key <key> --secret-key <key>
          --rounds 7  --seconds 3  --warm 1  --connections 64  --events 500000  --users 100000  --campaigns 1000
          --streams 8000  --rate 10000  --requests 1500  --kills 20  --delay 3  --duration 20  --until line  --seed 1  --pin yes|no  --data <folder>  --out <folder>  --ledger <file>
        """;

    public static async Task<int> Run(Arguments arguments, CancellationToken cancellationToken)
    {
        var workshop = new Workshop(arguments);
        switch (arguments.Verb)
        {
            case "p3":
                await SingleEvents.Run(workshop, cancellationToken);
                break;
            case "p4":
                await Batches.Run(workshop, cancellationToken);
                break;
            case "p5":
                await StreamLatency.Run(workshop, cancellationToken);
                break;
            case "bare-alone":
                await BareFigures.Run(workshop, cancellationToken);
                break;
            case "ledger":
                return await CrashTest.Run(workshop, cancellationToken) ? 0 : 1;
            case "verify":
                return await CrashTest.Verify(workshop, cancellationToken) ? 0 : 1;
            case "all":
                return await All(workshop, cancellationToken) ? 0 : 1;
            case "report":
                Console.WriteLine(MarkdownReport.Write(workshop.Findings));
                break;
            default:
                Console.WriteLine(Help);
                return arguments.Verb == "help" ? 0 : 2;
        }

        return 0;
    }

    private static async Task<bool> All(Workshop workshop, CancellationToken cancellationToken)
    {
        await SingleEvents.Run(workshop, cancellationToken);
        await Batches.Run(workshop, cancellationToken);
        await StreamLatency.Run(workshop, cancellationToken);
        var clean = await CrashTest.Run(workshop, cancellationToken);
        Console.WriteLine(MarkdownReport.Write(workshop.Findings));
        return clean;
    }
}
