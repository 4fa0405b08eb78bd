using Engagement.Gateway;
using Engagement.Node;
using Engagement.ReadModels;
using Engagement.Streams.RabbitMq;
using Microsoft.Extensions.Options;

namespace Engagement.Server;

/// <summary>Whether the configuration is right, looked at before anything starts, so that the answer is one line and not a stack trace.</summary>
internal static class StartChecks
{
    private static readonly string[] Known =
        [Defaults.DataKey, NodeOptions.Section, ReadModelsOptions.Section, GatewayOptions.Section, RabbitMqOptions.Section];

    /// <returns>Everything that is wrong, by the names the operator wrote; empty when all is right.</returns>
    public static IReadOnlyList<string> Faults(WebApplication app)
    {
        var unknown = app.Configuration.GetSection("Engagement").GetChildren()
            .Where(child => !Known.Contains(child.Path, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path}: unknown; expected one of {string.Join(", ", Known)}");
        return [.. unknown, .. InvalidOptions(app)];
    }

    private static IEnumerable<string> InvalidOptions(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures);
        }
    }
}
