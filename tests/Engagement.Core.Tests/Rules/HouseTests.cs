using System.Xml.Linq;
using Engagement.Core.Users;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Rules;

/// <summary>The design rules that a compiler does not hold.</summary>
public sealed class HouseTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Engagement.Core"] = [],
        ["Engagement.Protocol"] = [],
        ["Engagement.Runtime"] = ["Engagement.Core"],
        ["Engagement.Node"] = ["Engagement.Runtime"],
        ["Engagement.Cluster"] = ["Engagement.Runtime"],
        ["Engagement.Streams.RabbitMq"] = ["Engagement.Runtime"],
        ["Engagement.ReadModels"] = ["Engagement.Runtime"],
        ["Engagement.Gateway"] = ["Engagement.Runtime", "Engagement.Protocol"],
        ["Engagement.Testing"] = ["Engagement.Runtime"],
        ["Engagement.Hosting"] = ["Engagement.Gateway"],
        ["Engagement.Server"] = ["Engagement.Node", "Engagement.ReadModels", "Engagement.Hosting", "Engagement.Streams.RabbitMq"],
        ["Engagement.Silo"] = ["Engagement.Cluster", "Engagement.ReadModels", "Engagement.Hosting", "Engagement.Streams.RabbitMq"],
        ["Engagement.Silo.Azure"] = ["Engagement.Silo"],
    };

    private static readonly string Root = FindRoot();

    [Fact]
    public void Projects_ReferenceOneWayOnly()
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Allowed.ShouldContainKey(name, "a new project states here what it may reference");
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            references.Except(Allowed[name]).ShouldBeEmpty($"{name} may not reference these");
        }
    }

    [Fact]
    public void Core_HasNoPackageButNodaTime()
    {
        var packages = XDocument.Load(Path.Combine(Root, "src", "Engagement.Core", "Engagement.Core.csproj")).Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets") is null).Select(package => package.Attribute("Include")!.Value);
        packages.ShouldBe(["NodaTime"]);
    }

    [Fact]
    public void Core_RefersToNoAssemblyThatCouldDoInputOrOutput()
    {
        string[] barred = ["System.Net", "System.IO.FileSystem", "System.Threading.Tasks", "System.Console", "Microsoft.Extensions", "Microsoft.AspNetCore"];
        var references = typeof(UserState).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
        references.Where(name => barred.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Records_AreSealedOrAbstract()
    {
        var open = typeof(UserState).Assembly.GetTypes()
            .Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null && type is { IsSealed: false, IsAbstract: false });
        open.ShouldBeEmpty();
    }

    [Fact]
    public void Core_HasNoAsyncMethod()
    {
        var async = typeof(UserState).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.ReturnType.Name.StartsWith("Task", StringComparison.Ordinal) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal));
        async.ShouldBeEmpty();
    }

    [Fact]
    public void SourceFiles_StayUnderFourHundredLines()
    {
        var large = new[] { "src", "tests", "benchmarks" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal))
            .Select(file => (File: Path.GetRelativePath(Root, file), Lines: File.ReadLines(file).Count())).Where(file => file.Lines > 400);
        large.ShouldBeEmpty();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Engagement.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run below the repository");
    }
}
