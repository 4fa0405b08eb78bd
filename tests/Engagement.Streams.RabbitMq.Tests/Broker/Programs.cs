namespace Engagement.Streams.RabbitMq.Tests.Broker;

/// <summary>The programs of the broker. Its own script, not the one on the PATH, which changes to another user.</summary>
internal static class Programs
{
    public const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly string[] Runtimes = ["/usr/lib/erlang", "/usr/lib64/erlang", "/usr/local/lib/erlang"];

    /// <summary>Erlang's name server.</summary>
    public static string? PortMapper { get; } = Runtimes
        .Where(Directory.Exists)
        .SelectMany(runtime => Directory.GetDirectories(runtime, "erts-*"))
        .Select(folder => Path.Combine(folder, "bin", "epmd"))
        .FirstOrDefault(File.Exists);

    /// <summary>Why there can be no broker; null when there can be one.</summary>
    public static string? Missing { get; } =
        !File.Exists(Server) ? "rabbitmq-server is not installed" : PortMapper is null ? "Erlang's epmd was not found" : null;
}
