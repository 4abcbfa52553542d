import type { RuleTexts } from '../../src/messages/rule-texts.ts';

/** Simplified Chinese texts of the rules, by their names. */
export const zhCN: Readonly<Record<string, RuleTexts>> = {
  'Alibaba.ACR.InstanceAudit': {
    synopsis: '应审计阿里云容器镜像服务实例的推送和拉取。',
    pass: '其事件已到达日志服务，并保存足够长的时间',
    reasons: {
      'not-activated': {
        message: '其账号没有开通日志服务，因此没有任何内容记录推送和拉取',
        remedy: '开通日志服务，然后在实例的控制台中开启实例审计',
      },
      'no-project': {
        message: '日志服务的项目 {project} 不存在，因此其地域没有任何实例被审计',
        remedy: '在实例的控制台中开启实例审计，这会创建该项目',
      },
      'no-logstore': {
        message: '日志服务的项目 {project} 没有日志库 {logstore}，因此其地域没有任何实例被审计',
        remedy: '在实例的控制台中开启实例审计，这会创建该日志库',
      },
      'short-retention': {
        message: '日志库 {logstore} 将事件保存 {days} 天；选项 minimumDays={minimum} 要求更长时间',
        remedy: '在日志服务中延长日志库的保存时间',
      },
      'no-index': {
        message: '日志库 {logstore} 没有 {field} 的索引，因此无法查询实例的事件',
        remedy: '在日志服务中创建日志库的索引',
      },
    },
    options: {
      minimumDays: '日志库必须保存事件的天数；3650 表示永久保存。',
      index: '无法按实例查询其事件的日志库是失败（required），还是未知（any）。',
    },
  },
  'Azure.ACR.ConnectedRegistryLogs': {
    synopsis: '连接的注册表应保留审核日志。',
    pass: '其审核日志已开启',
    reasons: {
      'audit-log-off': {
        message: '其审核日志已关闭，而 Azure 中注册表的资源日志不包含边缘位置发生的事情',
        remedy: '将 logging.auditLogStatus 设置为 Enabled',
      },
    },
  },
  'Azure.ACR.Logs': {
    synopsis: '容器注册表应将其登录日志和存储库日志发送到某个目标。',
    pass: '登录事件和存储库事件已被收集',
    reasons: {
      'no-setting': {
        message: '没有附加任何诊断设置',
        remedy: '在注册表上添加一个包含类别组 audit 和目标的诊断设置',
      },
      'setting-not-deployed': {
        message: '{collector} 不会部署（{because}）',
        remedy: '随注册表一起部署该设置：去掉其条件，或提供使条件为 true 的值',
      },
      'missing-category': {
        message: '没有任何诊断设置收集 {category}',
        remedy: '在设置中启用该类别，或使用类别组 audit 代替类别',
      },
      'disabled-category': {
        message: '{collector} 列出了 {entry}，但未启用',
        remedy: '将该条目的 enabled 设置为 true',
      },
      'no-destination': {
        message: '{collector} 没有将日志发送到任何地方：没有工作区、存储帐户、事件中心授权规则或合作伙伴解决方案',
        remedy: '为该设置指定工作区、存储帐户、事件中心授权规则或合作伙伴解决方案',
      },
      overwritten: {
        message: '{collector} 声明了多次，最后部署的版本没有收集全部日志',
        remedy: '为每个诊断设置指定各自的名称',
      },
      'weakens-live-setting': {
        message: '{collector} 会替换同名的现有设置（{date} 的扫描），且收集的内容更少',
        remedy: '使其收集现有设置所收集的内容，或为其指定各自的名称',
      },
      'split-across-settings': {
        message: '登录事件和存储库事件由不同的设置收集；选项 coverage={coverage} 可接受这种情况',
        remedy: '将两个类别放入一个设置，或选择合适的选项 coverage',
      },
    },
    options: {
      coverage: '哪些诊断设置一起计算：单个设置、共享同一目标的设置，或任意设置。',
      collectors: '计算哪些内容：诊断设置，或还包括数据收集规则（预览版）。',
    },
  },
  'Azure.ACR.LogsAlert': {
    synopsis: '应有日志警报读取容器注册表的日志。',
    pass: '有带操作的日志警报读取其日志；不评估其查询是否能找到重要内容',
    reasons: {
      'no-alert': {
        message: '没有已启用且带操作的日志警报读取其日志',
        remedy: '针对 ContainerRegistryLoginEvents 或 ContainerRegistryRepositoryEvents 添加带有操作组的日志警报',
      },
    },
  },
  'Azure.ACR.LogsArchive': {
    synopsis: '容器注册表日志的副本应发送到存储帐户。',
    pass: '其日志的副本发送到存储帐户',
    reasons: {
      'no-archive': {
        message: '没有任何收集器将 {category} 发送到存储帐户',
        remedy: '在诊断设置中添加存储帐户',
      },
      'not-immutable': {
        message: '存储帐户 {account} 没有防止 Blob 被更改',
        remedy: '为存储帐户启用带有保留策略的版本级不可变性',
      },
      'deleted-early': {
        message: '存储帐户 {account} 的生命周期规则在 {minimum} 天之前删除日志',
        remedy: '让生命周期规则将日志的容器保留更长时间',
      },
    },
    options: {
      immutable: '存储帐户是否必须通过其自身的策略防止 Blob 被更改。',
      minimumDays: '生命周期规则至少必须保留副本的天数；0 表示全部接受。',
    },
  },
  'Azure.ACR.LogsArrive': {
    synopsis: '容器注册表的事件应到达其日志所发送的位置。',
    pass: '其事件已到达',
    reasons: {
      'no-workspace': {
        message: '{collector} 将 {category} 发送到 {workspace}，而该工作区不存在',
        remedy: '重新创建该工作区，或将日志发送到存在的工作区',
      },
      'not-arriving': {
        message:
          '{collector} 将 {category} 发送到 {workspace}，但没有任何事件到达，而从 {from} 到 {to} 对注册表进行了 {count} 次拉取或推送',
        remedy: '检查工作区的每日上限，然后删除收集日志的设置或规则并重新创建',
      },
      'may-be-dropped': {
        message:
          '{collector} 将 {category} 发送到 {workspace}，但没有任何事件到达，而从 {from} 到 {to} 对注册表进行了 {count} 次拉取或推送；工作区转换 {transformation} 可能会丢弃它们',
        remedy: '检查工作区转换对该表的处理',
      },
    },
  },
  'Azure.ACR.LogsDestination': {
    synopsis: '容器注册表的日志应到达可接受的目标。',
    pass: '其日志到达可接受的目标',
    reasons: {
      'wrong-kind': {
        message: '{collector} 将日志发送到类型为 {kind} 的目标；选项 require={require} 要求另一种类型',
        remedy: '将日志发送到选项 require 所指定类型的目标',
      },
      'not-allowed': {
        message: '{collector} 将日志发送到 {destination}，而选项 allow 没有指定它',
        remedy: '将日志发送到选项 allow 指定的目标，或将此目标添加到其中',
      },
      'destination-missing': {
        message: '{collector} 将日志发送到 {destination}，而该目标不存在',
        remedy: '重新创建该目标，或将日志发送到存在的目标',
      },
      'storage-unsupported': {
        message: '{collector} 将日志发送到 {destination}，这种存储帐户不接收日志',
        remedy: '使用没有 DNS 区域终结点的标准存储帐户',
      },
      'storage-firewall': {
        message: '{collector} 将日志发送到 {destination}，其防火墙不允许受信任的 Microsoft 服务访问',
        remedy: '将 AzureServices 添加到存储帐户网络规则的例外中',
      },
    },
    options: {
      require: '日志必须到达的目标类型。',
      allow: '可接受的目标的 ID，其中 * 代表任意字符；为空则全部接受。',
    },
  },
  'Azure.ACR.LogsDuplicate': {
    synopsis: '容器注册表的日志应只向每种类型的目标发送一次。',
    pass: '没有类别向同一类型的目标发送两次',
    reasons: {
      'collected-twice': {
        message: '{collector} 和 {other} 都将 {category} 发送到类型为 {kind} 的目标，每份副本都要付费',
        remedy: '对每种类型的目标，每个类别只收集一次，除非两份副本都是有意的',
      },
    },
  },
  'Azure.ACR.LogsRegion': {
    synopsis: '接收容器注册表日志的工作区应与注册表位于同一区域。',
    pass: '其工作区与其位于同一区域',
    reasons: {
      'other-region': {
        message: '{collector} 将日志发送到位于 {workspaceRegion} 的工作区，而注册表位于 {region}',
        remedy: '使用与注册表位于同一区域的工作区，除非有意让日志离开该区域',
      },
    },
  },
  'Azure.ACR.LogsRetention': {
    synopsis: '接收容器注册表日志的工作区应将日志保留足够长的时间。',
    pass: '有工作区将其日志保留足够长的时间',
    reasons: {
      'kept-too-short': {
        message:
          '{collector} 将 {category} 发送到一个将其保留 {days} 天的工作区；选项 minimumDays={minimum} 要求更长时间',
        remedy: '提高表或工作区的保留期',
      },
    },
    options: {
      minimumDays: '工作区必须保留日志的总天数，包括交互式保留和长期保留。',
    },
  },
  'Azure.ACR.LogsValid': {
    synopsis: 'Azure 应接受容器注册表的诊断设置。',
    pass: '其诊断设置会被 Azure 接受',
    reasons: {
      'too-many-settings': {
        message: '它有超过 5 个诊断设置，Azure 会拒绝',
        remedy: '合并发送到同一目标的设置，或删除不需要的设置',
      },
      'non-ascii-id': {
        message: '其 ID 有非 ASCII 字符；Azure 会丢弃此类资源的诊断设置而不报错',
        remedy: '在名称只含 ASCII 字符的资源组中创建注册表',
      },
      'empty-segment': {
        message: '诊断设置 {setting} 的名称有空段，Azure 会拒绝',
        remedy: '为该设置指定没有空段的名称',
      },
      'wrong-segments': {
        message: '诊断设置 {setting} 的名称的段数与其类型不同，Azure 会拒绝',
        remedy: '为该设置指定一个名称，使其类型的每一段都有对应的段',
      },
      'forbidden-name': {
        message: '诊断设置 {setting} 的名称有 Azure 会拒绝的字符，或者太长',
        remedy: '为该设置命名时不使用 < > * % & : \\ ? + / 和控制字符',
      },
      'no-destination': {
        message: '诊断设置 {setting} 没有目标，Azure 会拒绝：没有工作区、存储帐户、事件中心授权规则或合作伙伴解决方案',
        remedy: '为该设置指定工作区、存储帐户、事件中心授权规则或合作伙伴解决方案',
      },
      'groups-before-version': {
        message: '诊断设置 {setting} 列出了类别组，而其 apiVersion {version} 不支持类别组',
        remedy: '将该设置的 apiVersion 设置为 2021-05-01-preview',
      },
      'mixed-entries': {
        message: '诊断设置 {setting} 混用了类别组和类别，Azure 会拒绝',
        remedy: '在一个设置中使用类别组或类别',
      },
      'unknown-category': {
        message: '诊断设置 {setting} 列出了 {category}，它不是容器注册表的日志类别，因此 Azure 会拒绝{hint}',
        remedy: '使用 ContainerRegistryLoginEvents 和 ContainerRegistryRepositoryEvents，或使用类别组 audit 代替类别',
      },
      'unknown-group': {
        message: '诊断设置 {setting} 列出了类别组 {group}，Azure 没有该类别组{hint}',
        remedy: '使用类别组 audit 或 allLogs',
      },
      'unknown-metric': {
        message: '诊断设置 {setting} 列出了指标类别 {metric}；Azure 只接受 AllMetrics',
        remedy: '使用 AllMetrics，它涵盖所有指标',
      },
      'repeated-entry': {
        message: '诊断设置 {setting} 多次列出 {entry}，因此以哪个条目为准不确定',
        remedy: '每个类别和类别组只列出一次',
      },
      'no-enabled': {
        message: '诊断设置 {setting} 中的 {entry} 没有说明是否启用，因此不会被收集',
        remedy: '将该条目的 enabled 设置为 true，或删除该条目',
      },
      'shared-destination': {
        message: '诊断设置 {setting} 和 {other} 将 {category} 发送到同一目标，Azure 会拒绝',
        remedy: '只在其中一个设置中收集该类别，或为其中一个设置指定其他目标',
      },
      'other-region': {
        message: '诊断设置 {setting} 发送到位于 {other} 的 {destination}，而注册表位于 {region}，Azure 会拒绝',
        remedy: '使用与注册表位于同一区域的存储帐户或事件中心',
      },
      'retention-days': {
        message: '诊断设置 {setting} 指定了日志的保留天数，Azure 自 2023 年起会拒绝',
        remedy: '将保留策略的 days 设置为 0，并使用存储帐户的生命周期管理',
      },
    },
  },
  'Azure.ACR.Metrics': {
    synopsis: '容器注册表应将其指标发送到某个目标。',
    pass: '其指标已被收集',
    reasons: {
      'no-metrics': {
        message: '其指标未被收集：没有带目标的诊断设置启用 AllMetrics',
        remedy: '在有目标的诊断设置中启用指标类别 AllMetrics',
      },
    },
  },
  'Azure.ACR.PurgeEvents': {
    synopsis: '通过保留策略删除映像的容器注册表应记录其删除的内容。',
    pass: '保留策略删除的内容会被记录',
    reasons: {
      'purges-not-logged': {
        message: '其保留策略会删除未标记的清单，而没有任何设置收集存储库事件',
        remedy: '在诊断设置中收集 ContainerRegistryRepositoryEvents 或类别组 audit',
      },
    },
  },
  'Azure.ACR.TaskLogs': {
    synopsis: '容器注册表的任务应保留其运行的日志。',
    pass: '其运行的日志会作为项目保留',
    reasons: {
      'no-log-template': {
        message: '其运行的日志不在任何表中，并会在 30 天后删除',
        remedy: '如果注册表使用客户管理的密钥，请设置 logTemplate；否则将日志保存到其他位置：acraudit tasks export',
      },
    },
  },
  'Azure.Subscription.ActivityLog': {
    synopsis: '应导出订阅的活动日志。',
    pass: '其活动日志的 Administrative 类别已导出',
    reasons: {
      'not-exported': {
        message: '没有诊断设置导出其活动日志的 Administrative 类别，而 Azure 只将其保留 90 天',
        remedy: '在订阅上添加一个包含类别 Administrative 和目标的诊断设置',
      },
    },
  },
};
