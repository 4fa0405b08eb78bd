using Microsoft.Extensions.Options;

namespace Engagement.Hosting;

/// <summary>Whether the configuration is right, looked at before anything starts, so that the answer is one line and not a stack trace.</summary>
public static class StartChecks
{
    /// <param name="known">What may stand in the configuration below <c>Engagement</c>, by its path.</param>
    /// <returns>Everything that is wrong, by the names the operator wrote; empty when all is right.</returns>
    public static IReadOnlyList<string> Faults(WebApplication app, params IReadOnlyList<string> known)
    {
        var unknown = app.Configuration.GetSection("Engagement").GetChildren()
            .Where(child => !known.Contains(child.Path, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Path}: unknown; expected one of {string.Join(", ", known)}");
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
