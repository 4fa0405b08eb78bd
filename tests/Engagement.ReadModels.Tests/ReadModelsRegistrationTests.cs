using Engagement.ReadModels.Reading;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.ReadSide;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests;

public sealed class ReadModelsRegistrationTests
{
    [Fact]
    public async Task A_host_that_adds_them_starts_fills_and_stops_them()
    {
        var folder = Directory.CreateTempSubdirectory("engagement-readmodels");
        var feed = new InMemoryFactFeed();
        using (var host = Build(feed, ("Engagement:ReadModels:Directory", folder.FullName), ("Engagement:ReadModels:Linger", "00:00:00")))
        {
            await host.StartAsync();
            feed.Write(Key(Ada), Event("Login"));

            var models = host.Services.GetRequiredService<IReadModels>();
            models.ShouldBeOfType<SqliteReadModels>();
            (await models.TimelineAsync(World.Shop, Ada, null, 10, CancellationToken.None)).Items.Count.ShouldBe(1);
            await host.StopAsync();
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Directory", "")]
    [InlineData("Retention", "00:10:00")]
    [InlineData("Linger", "00:01:00")]
    [InlineData("ReadTimeout", "00:00:00")]
    public async Task A_bad_option_stops_the_start_with_its_name(string option, string value)
    {
        using var host = Build(new InMemoryFactFeed(), ($"Engagement:ReadModels:{option}", value));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message.ShouldContain(option);
    }

    private static IHost Build(IFactFeed feed, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(feed).AddReadModels();
        return builder.Build();
    }
}
