using Serilog;
using Serilog.Extensions.Logging;

namespace Engagement.Hosting;

/// <summary>Serilog behind the framework's loggers: to the console unless <c>Serilog</c> in the configuration says otherwise.</summary>
public static class Logging
{
    // The host logs it with its stack, and throws it as well. The program says it: in one line what an operator can mend, with its stack a bug.
    private const string FailedStart = "Hosting failed to start";

    public static void AddLogging(this WebApplicationBuilder builder)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Orleans", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", Serilog.Events.LogEventLevel.Warning)
            .Filter.ByExcluding(static entry => entry.MessageTemplate.Text == FailedStart)
            .Enrich.FromLogContext();
        configuration = builder.Configuration.GetSection("Serilog:WriteTo").Exists()
            ? configuration.ReadFrom.Configuration(builder.Configuration)
            : configuration.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", formatProvider: null);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new SerilogLoggerProvider(configuration.CreateLogger(), dispose: true));
    }
}
