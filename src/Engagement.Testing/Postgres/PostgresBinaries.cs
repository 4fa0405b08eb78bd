using System.Diagnostics;

namespace Engagement.Testing.Postgres;

/// <summary>Debian's PostgreSQL 15 and how it is run: it refuses to be run by root, so as root it is run as its own user.</summary>
internal static class PostgresBinaries
{
    private const string Folder = "/usr/lib/postgresql/15/bin";
    private const string User = "postgres";

    /// <summary>Why it cannot be run here; null when it can.</summary>
    public static string? Missing { get; } = File.Exists(PathOf("postgres")) ? null : "needs PostgreSQL 15 (Debian: postgresql-15)";

    public static string PathOf(string program) => Path.Combine(Folder, program);

    /// <summary>Gives a folder of ours to the user that the server runs as.</summary>
    public static Task GiveAsync(string folder) =>
        Environment.IsPrivilegedProcess ? RunAsync(new ProcessStartInfo("chown", [User, folder])) : Task.CompletedTask;

    public static Task RunAsync(string program, params string[] arguments) => RunAsync(AsItsUser(PathOf(program), arguments));

    public static ProcessStartInfo AsItsUser(string program, IReadOnlyList<string> arguments) => new(
        Environment.IsPrivilegedProcess ? "runuser" : program,
        Environment.IsPrivilegedProcess ? ["-u", User, "--", program, .. arguments] : arguments)
    {
        // Where this process stands may be closed to that user.
        WorkingDirectory = "/",
    };

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{Path.GetFileName(start.FileName)} ({string.Join(' ', start.ArgumentList)}): {string.Concat(said)}");
        }
    }
}
