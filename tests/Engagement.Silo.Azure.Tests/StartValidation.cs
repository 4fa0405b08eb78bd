using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure.Tests;

/// <summary>What a process would say of its configuration before anything starts.</summary>
internal static class StartValidation
{
    public static string[] FailuresOf(IClusterStore store, bool inMemory, IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        store.AddServices(services, configuration, inMemory);
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures];
        }
        catch (AggregateException several)
        {
            return [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(wrong => wrong.Failures)];
        }
    }
}
